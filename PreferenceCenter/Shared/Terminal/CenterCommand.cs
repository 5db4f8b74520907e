using System.CommandLine;

namespace PreferenceCenter.Shared.Terminal;

/// <summary>A command whose help shows examples.</summary>
internal sealed class CenterCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;
}

/// <summary>One call of a command: what was typed, and the centre it works on.</summary>
internal sealed record CommandCall(ParseResult Parsed, CommandHost Host, IServiceProvider Center, bool Json, CancellationToken Cancel)
{
    public Terminal Terminal => Host.Terminal;

    public T Room<T>() where T : notnull => Center.GetRequiredService<T>();

    public T? Value<T>(Option<T> option) => Parsed.GetValue(option);

    public T Value<T>(Argument<T> argument) => Parsed.GetRequiredValue(argument);
}
