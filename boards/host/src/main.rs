//! scratch
fn main(){
    let r = lissom_host::reference::check(std::path::Path::new(&std::env::args().nth(1).unwrap()), |_,_|()).unwrap();
    println!("{r}");
}
