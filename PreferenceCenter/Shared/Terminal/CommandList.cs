using System.CommandLine;

namespace PreferenceCenter.Shared.Terminal;

/// <summary>
/// The commands of the program. Each feature adds its own, and the group they stand in.
/// </summary>
internal sealed class CommandList
{
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
            "A preference centre: people choose what they are emailed, and every choice is kept with its evidence.\nWithout a command it serves."
        )
        {
            json,
        };
    }

    public RootCommand Root { get; }
    public Terminal Terminal => host.Terminal;

    /// <summary>Adds a group of commands, such as <c>export</c>, unless it is there already.</summary>
    public CommandList Group(string name, string description)
    {
        if (Root.Subcommands.All(c => c.Name != name))
            Root.Add(new CenterCommand(name, description));
        return this;
    }

    /// <summary>Adds a command that needs the centre. Its path's earlier words are groups.</summary>
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
            parent = group ?? throw new InvalidOperationException($"No group '{word}' was added before '{path}'.");
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
            if (host.NotPermitted(center) is { } denied)
                return Terminal.Refuse(denied);
            if (needs == CommandNeeds.ReadyDatabase && host.NotReady(center) is { } why)
                return Terminal.Refuse(why);
            if (
                parsed.CommandResult.Command is CenterCommand { NeedsSite: true }
                && host.NotSetUp(center) is { } lacking
            )
                return Terminal.Refuse(lacking);
            return await work(new CommandCall(parsed, host, center, WantsJson(parsed), cancel));
        }
        finally
        {
            if (center is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
        }
    }
}
