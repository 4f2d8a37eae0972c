//! The map page in a browser. The page's text is tested without one, in `src/output/page/tests.rs`.

use std::process::Command;

#[test]
#[ignore = "needs Chromium, node and npm: cargo test --test page -- --ignored, or tests/page/run.sh"]
fn the_page_works_in_chromium() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/page/run.sh");
    let status = Command::new(script).status().expect("tests/page/run.sh can be started");
    assert!(status.success(), "{script} ended with {status}");
}
