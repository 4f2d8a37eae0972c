//! Makes the map page of an output folder with the library alone.
//!
//! ```sh
//! cargo run --example map_page -- output map.html [front.geojson]
//! ```

use std::path::Path;
use std::{env, fs, process};

use dateline::output::page::render_folder;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (folder, target, basemap) = match &arguments[..] {
        [folder, target] => (folder, target, None),
        [folder, target, basemap] => (folder, target, Some(Path::new(basemap))),
        _ => {
            eprintln!("usage: map_page OUTPUT map.html [basemap.geojson]");
            process::exit(2);
        }
    };
    let made = render_folder(Path::new(folder), basemap).map_err(|error| error.to_string());
    if let Err(problem) = made.and_then(|page| fs::write(target, page).map_err(|error| format!("{target}: {error}"))) {
        eprintln!("{problem}");
        process::exit(2);
    }
}
