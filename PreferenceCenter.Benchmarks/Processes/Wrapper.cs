namespace PreferenceCenter.Benchmarks.Processes;

/// <summary>A command that starts another program, such as a tracer.</summary>
internal sealed record Wrapper(IReadOnlyList<string> Command)
{
    public static Wrapper None { get; } = new([]);

    /// <summary>
    /// Makes each sync of the process and all processes it starts take 2 ms longer, as on an ordinary cloud disk. The
    /// tracer filters in the kernel, so other system calls are not delayed.
    /// </summary>
    public static Wrapper SlowDisk { get; } =
        new([
            "strace",
            "-f",
            "--seccomp-bpf",
            "-e",
            "trace=fdatasync,fsync",
            "-e",
            "inject=fdatasync,fsync:delay_exit=2000",
            "-e",
            "signal=none",
            "-o",
            "/dev/null",
        ]);
}
