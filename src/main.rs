//! The `reskin` program; everything it does is in the library's `cli` layer.

/// With glibc its own allocator is used: parsing and lowering take a third of mimalloc's memory with it, and less user
/// and system time together. Other allocators of systems were not measured.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    reskin::cli::main()
}
