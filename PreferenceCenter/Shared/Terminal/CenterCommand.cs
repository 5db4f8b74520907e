using System.CommandLine;

namespace PreferenceCenter.Shared.Terminal;

/// <summary>A command whose help shows examples.</summary>
internal sealed class CenterCommand(string name, string description, params string[] examples)
    : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;

    /// <summary>Whether it acts on subscribers, or writes down who answers for them: not before the site is set up.</summary>
    public bool NeedsSite { get; private set; }

    /// <summary>What is true when the command was interrupted: what is done and what is not.</summary>
    public string WhenInterrupted { get; private set; } =
        "Nothing was changed, and what was printed may not be all of it.";

    /// <summary>Says so of a command that <see cref="NeedsSite"/>.</summary>
    public CenterCommand OfTheSite()
    {
        NeedsSite = true;
        return this;
    }

    /// <summary>Says so of a command that does several things one after the other.</summary>
    public CenterCommand Interrupted(string standing)
    {
        WhenInterrupted = standing;
        return this;
    }
}

/// <summary>What a command needs to run.</summary>
internal enum CommandNeeds
{
    /// <summary>A database that is up to date with its journal.</summary>
    ReadyDatabase,

    /// <summary>Any database, even a restored one into which the journal was not replayed yet.</summary>
    Database,

    /// <summary>Valid settings only: the database may be damaged or missing.</summary>
    Settings,
}

/// <summary>One call of a command: its arguments and the services it works with.</summary>
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
