namespace PreferenceCenter.Shared.Terminal;

/// <summary>What the program gives its commands.</summary>
internal sealed record CommandHost
{
    public required Terminal Terminal { get; init; }

    /// <summary>
    /// Opens the centre under these further settings, its database ready; says what is wrong by itself and gives null.
    /// </summary>
    public required Func<IReadOnlyList<string>, CancellationToken, Task<IServiceProvider?>> OpenAsync { get; init; }

    /// <summary>The centre under these settings, its database not touched yet.</summary>
    public required Func<IReadOnlyList<string>, CancellationToken, Task<IServiceProvider?>> ComposeAsync { get; init; }

    /// <summary>What keys are missing beside a database with people in it: they must not be made anew.</summary>
    public required Func<IServiceProvider, string?> KeysLost { get; init; }

    /// <summary>Why nothing may be done with the opened database; null where it may.</summary>
    public required Func<IServiceProvider, string?> NotReady { get; init; }
    public required Func<IReadOnlyList<string>, Task<int>> ServeAsync { get; init; }

    /// <summary>Who types: the operating system's user.</summary>
    public required string User { get; init; }
}
