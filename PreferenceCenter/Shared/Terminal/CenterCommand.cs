using System.CommandLine;
using PreferenceCenter.Hosting;

namespace PreferenceCenter.Shared.Terminal;

/// <summary>A command whose help shows examples.</summary>
internal sealed class CenterCommand(string name, string description, params string[] examples)
    : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;
}

/// <summary>What must be there for a command to run.</summary>
internal enum CommandNeeds
{
    /// <summary>A database that may be written to, and be believed.</summary>
    ReadyDatabase,

    /// <summary>Any database, also one that was restored and has not been told yet what it forgot.</summary>
    Database,

    /// <summary>Right settings and no more: the database may be damaged, or not there.</summary>
    Settings,
}

/// <summary>One call of a command: what was typed, and the centre it works on.</summary>
internal sealed record CommandCall(
    ParseResult Parsed,
    CommandHost Host,
    IServiceProvider Center,
    bool Json,
    CancellationToken Cancel
)
{
    public Terminal Terminal => Host.Terminal;

    public T Service<T>()
        where T : notnull => Center.GetRequiredService<T>();

    public T? Value<T>(Option<T> option) => Parsed.GetValue(option);

    public T Value<T>(Argument<T> argument) => Parsed.GetRequiredValue(argument);
}
