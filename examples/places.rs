//! Prints every problem of a gazetteer.
use dateline::gazetteer::Gazetteer;
fn main() {
    let loaded = Gazetteer::load(&[std::env::args().nth(1).unwrap().into()]).unwrap();
    for p in &loaded.problems { println!("{p}"); }
    println!("{} places {}", loaded.gazetteer.places().len(), loaded.gazetteer.sha256());
    println!("{:?}", loaded.gazetteer.find_misspelt("Stepankert"));
}
