using System.CommandLine;

namespace PreferenceCenter.Shared.Terminal;

/// <summary>
/// The commands of the program. Each feature adds its own. The first command that names a group, such as <c>export</c>,
/// makes the group.
/// </summary>
internal sealed class CommandList
{
    private static readonly Dictionary<string, string> Groups = new(StringComparer.Ordinal)
    {
        ["subscriber"] = "What stands for one person.",
        ["export"] = "Takes lists out of the centre.",
        ["topics"] = "Categories, topics and their texts as one file.",
        ["notices"] = "The wordings that people agree to, and the information of GDPR article 13, as one file.",
        ["forms"] = "Sign-up forms as one file, or as markup for a page elsewhere.",
        ["consent"] = "Can what people agreed to be shown, and can it stand up.",
        ["retention"] = "What has been kept long enough.",
        ["erasure"] = "What keeps erased people erased.",
        ["records"] = "The record of what is processed, as the law asks for it.",
        ["links"] = "Signed links and the keys that sign them.",
        ["suppression"] = "The keys under which addresses are kept from being mailed.",
        ["ledger"] = "The log of every change: is it whole, and what does it prove.",
        ["outbox"] = "Mails that wait, failed or may have been sent.",
        ["staff"] = "Who signs in to the console.",
        ["database"] = "Where everything is kept.",
        ["demo"] = "A made-up organisation to try things on.",
    };

    private readonly CommandHost host;
    private readonly IReadOnlyList<string> settings;
    private readonly Option<bool> json = new("--json")
    {
        Description = "Print JSON: one object, or one a line.",
        Recursive = true,
    };

    public CommandList(CommandHost host, IReadOnlyList<string> settings)
    {
        (this.host, this.settings) = (host, settings);
        Root = new(
            "A preference centre: people choose what they are mailed, and every choice is kept with its proof.\nWithout a command it serves."
        )
        {
            json,
        };
    }

    public RootCommand Root { get; }
    public Terminal Terminal => host.Terminal;

    /// <summary>Adds a command that needs the services. The words of its path before the last are groups.</summary>
    public CommandList Add(
        string path,
        CenterCommand command,
        Func<CommandCall, Task<int>> work,
        CommandNeeds needs = CommandNeeds.ReadyDatabase
    )
    {
        command.SetAction((parsed, cancel) => RunAsync(parsed, needs, work, cancel));
        return Add(path, command);
    }

    /// <summary>Adds a command that has its action already and needs neither settings nor a database.</summary>
    public CommandList Add(string path, CenterCommand command)
    {
        var parent = (Command)Root;
        foreach (var word in path.Split(' ')[..^1])
        {
            var group = parent.Subcommands.FirstOrDefault(c => c.Name == word);
            if (group is null)
                parent.Add(group = new CenterCommand(word, Groups[word]));
            parent = group;
        }
        parent.Add(command);
        return this;
    }

    public bool WantsJson(ParseResult parsed) => parsed.GetValue(json);

    private async Task<int> RunAsync(
        ParseResult parsed,
        CommandNeeds needs,
        Func<CommandCall, Task<int>> work,
        CancellationToken cancel
    )
    {
        var center = await (
            needs == CommandNeeds.Settings ? host.ComposeAsync(settings, cancel) : host.OpenAsync(settings, cancel)
        );
        if (center is null)
            return ExitCode.WrongSettings;
        try
        {
            if (needs == CommandNeeds.ReadyDatabase && host.NotReady(center) is { } why)
                return Terminal.Refuse(why);
            return await work(new CommandCall(parsed, host, center, WantsJson(parsed), cancel));
        }
        finally
        {
            if (center is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
        }
    }
}
