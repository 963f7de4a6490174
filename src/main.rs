//! The `reskin` program; everything it does is in the library's `cli` layer.

/// glibc's allocator hands out what was freed last, which is still in the cache, and needs a third of mimalloc's
/// memory here; others are slower.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    reskin::cli::main()
}
