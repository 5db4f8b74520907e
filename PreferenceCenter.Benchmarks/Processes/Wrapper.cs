namespace PreferenceCenter.Benchmarks.Processes;

/// <summary>What a process is run under: a command that its own is put behind.</summary>
internal sealed record Wrapper(IReadOnlyList<string> Command)
{
    public static Wrapper None { get; } = new([]);

    /// <summary>
    /// Makes each sync of the process and all it starts take 2 ms longer, as an ordinary cloud disk does. A tracer's
    /// filter in the kernel: other calls of the process never stop.
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
