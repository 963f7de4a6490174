//! The `reskin` program; everything it does is in the library's `cli` layer.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    reskin::cli::main()
}
