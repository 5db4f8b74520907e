namespace PreferenceCenter.Shared.Terminal;

/// <summary>What the program provides to its commands.</summary>
internal sealed record CommandHost
{
    public required Terminal Terminal { get; init; }

    /// <summary>The request to stop. Of a test nobody makes one.</summary>
    public Interruption Interruption { get; init; } = new();

    /// <summary>
    /// Opens the services with these additional settings, with the database migrated. Reports what is wrong and gives
    /// null where that fails.
    /// </summary>
    public required Func<IReadOnlyList<string>, CancellationToken, Task<IServiceProvider?>> OpenAsync { get; init; }

    /// <summary>Builds the services with these settings and does not touch the database.</summary>
    public required Func<IReadOnlyList<string>, CancellationToken, Task<IServiceProvider?>> ComposeAsync { get; init; }

    /// <summary>
    /// Reports which keys are missing beside a database with subscribers. Such keys must not be made anew.
    /// </summary>
    public required Func<IServiceProvider, string?> KeysLost { get; init; }

    /// <summary>Reports why the caller may not run commands; null where they may.</summary>
    public required Func<IServiceProvider, string?> NotPermitted { get; init; }

    /// <summary>Reports why the opened database may not be used; null where it may.</summary>
    public required Func<IServiceProvider, string?> NotReady { get; init; }

    /// <summary>Reports what the site does not say of itself yet; null where it says everything.</summary>
    public Func<IServiceProvider, string?> NotSetUp { get; init; } = _ => null;
    public required Func<IReadOnlyList<string>, Task<int>> ServeAsync { get; init; }

    /// <summary>Name of the operating system's user who runs the command.</summary>
    public required string User { get; init; }
}
