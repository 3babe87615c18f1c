//! The outputs of the real pylissom.

use lissom_host::reference::check;
use std::path::Path;

fn passes(folder: &Path) {
    let report = check(folder, |_, _| ()).expect("the folder can be read");
    println!("{report}");
    assert!(report.passes());
}

#[test]
fn the_slice_in_this_repository() {
    passes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data"));
}

/// Where the whole folder lies beside the repository (or where `LISSOM_REFERENCE` says).
#[test]
fn the_whole_folder_if_present() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference");
    let folder = std::env::var_os("LISSOM_REFERENCE").map_or(beside, Into::into);
    if folder.join("index.json").exists() {
        passes(&folder);
    } else {
        println!("not present: {}", folder.display());
    }
}
