using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Hosting;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features;

/// <summary>Exit code and output of a command.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Standard output of a command that reported no error.</summary>
    public string Done()
    {
        Assert.True(ExitCode == 0, $"exit {ExitCode}\n{Error}\n{Out}");
        return Out;
    }
}

/// <summary>
/// Runs the whole command line on a database of its own, as the program composes it: real settings and files, a new
/// centre for each command, and a clock that the test moves.
/// </summary>
internal sealed class CommandRig : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly string storage;

    private CommandRig(string folder, TestDatabase stored) =>
        (Folder, storage, Stored) = (folder, Path.Combine(folder, "data"), stored);

    public string Folder { get; }
    public TestDatabase Stored { get; }
    public string User { get; set; } = "operator-of-the-tests";

    /// <summary>Whom the commands are told they are run by.</summary>
    public StaffBy By { get; set; } = PreferenceCenter.Hosting.Commands.Operator;

    /// <summary>How many commands opened the services.</summary>
    public int Opened { get; private set; }
    public FakeTimeProvider Clock { get; } = new(Start);
    public List<IReadOnlyList<string>> Served { get; } = [];

    /// <summary>
    /// Files of the first rig with topics, beside its database. All other rigs with topics begin with a copy.
    /// </summary>
    private static readonly ConcurrentDictionary<DatabaseProvider, string> Prepared = [];

    public static async Task<CommandRig> NewAsync(bool topics = true)
    {
        var folder = NewFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        if (!topics)
            return new CommandRig(folder, await TestDatabase.NewAsync(data));
        var rig = new CommandRig(folder, await TestDatabase.NewAsync(data, "commands", PrepareAsync));
        var prepared = Prepared[TestDatabase.Wanted];
        foreach (var directory in Directory.GetDirectories(prepared, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(prepared, directory));
            Directory.CreateDirectory(copy);
            // Other users may not read the directory of the keys.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(copy, File.GetUnixFileMode(directory));
        }
        foreach (var file in Directory.GetFiles(prepared, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(folder, Path.GetRelativePath(prepared, file)));
        return rig;
    }

    /// <summary>A rig with twenty people, <c>p1@example.org</c> and on, who take the news.</summary>
    public static async Task<CommandRig> WithPeopleAsync()
    {
        var rig = await NewAsync();
        (
            await rig.RunAsync(
                "import",
                rig.Write(
                    "list.csv",
                    "email,topics,consent_at,consent_text\n"
                        + string.Concat(Enumerable.Range(1, 20).Select(i => $"p{i}@example.org,news,2026-05-01,Yes\n"))
                )
            )
        ).Done();
        return rig;
    }

    /// <summary>The public half of the key that checkpoints are signed with.</summary>
    public string PublicKeyFile => Path.Combine(storage, "keys", "log-signing.pub");

    private static async Task PrepareAsync(TestDatabase database)
    {
        var rig = new CommandRig(NewFolder(), database);
        (await rig.RunAsync("topics", "apply", rig.Write("topics.json", Topics))).Done();
        Prepared[database.Provider] = rig.Folder;
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("preference-center-").FullName;

    public string DatabaseFile => Path.Combine(storage, "preference-center.db");

    /// <summary>Four topics: an open one, one with frequencies, a private one, and a draft.</summary>
    public const string Topics = """
        {"categories":[{"key":"all","texts":{"en":{"name":"All"}}}],"topics":[
          {"key":"news","category":"all","state":"published","texts":{"en":{"name":"News"}}},
          {"key":"digest","category":"all","state":"published","frequencies":["weekly","monthly"],"texts":{"en":{"name":"Digest"}}},
          {"key":"beta","category":"all","state":"published","private":true,"texts":{"en":{"name":"Beta"}}},
          {"key":"later","category":"all","state":"draft","texts":{}}]}
        """;

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public Task<CommandRun> RunAsync(params string[] arguments) => RunAsync("", arguments);

    public Task<CommandRun> RunAsync(string input, string[] arguments) =>
        RunAsync(System.Text.Encoding.UTF8.GetBytes(input), arguments);

    public async Task<CommandRun> RunAsync(byte[] input, string[] arguments)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var host = new CommandHost
        {
            Terminal = new Terminal(new MemoryStream(input), output, error, Watched: false),
            User = User,
            OpenAsync = async (settings, _) =>
            {
                var center = WithKeys(OpenFor(settings, error));
                if (center is not null)
                    await center.GetRequiredService<SiteInForce>().RefreshAsync();
                return center;
            },
            ComposeAsync = (settings, _) => Task.FromResult<IServiceProvider?>(OpenFor(settings, error)),
            KeysLost = PreferenceCenter.Hosting.Commands.KeysLost,
            NotPermitted = center => PreferenceCenter.Hosting.Commands.NotPermitted(center, By),
            NotReady = PreferenceCenter.Hosting.Commands.NotReady,
            ServeAsync = settings =>
            {
                Served.Add(settings);
                return Task.FromResult(0);
            },
        };
        var exitCode = await CommandLine.RunAsync(arguments, host, PreferenceCenter.Hosting.Commands.Add);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    // As the program does: the first command makes the keys where there are none.
    private static ServiceProvider? WithKeys(ServiceProvider? center)
    {
        if (center is not null)
            Assert.Empty(KeysAtStart.FaultsOfCommand(center));
        return center;
    }

    /// <summary>
    /// The setting by which a command runs as the owner of the tables: what fills them needs it, as on a server with two
    /// roles.
    /// </summary>
    public string AsOwner => $"--ConnectionStrings:PreferenceCenter={Stored.OwnerConnectionString}";

    private ServiceProvider? OpenFor(IReadOnlyList<string> settings, TextWriter error)
    {
        Opened++;
        return Open(settings, error);
    }

    /// <summary>Opens a centre on the rig's files, to inspect them.</summary>
    public ServiceProvider Open(params string[] arguments) => Open(arguments, TextWriter.Null)!;

    private ServiceProvider? Open(IReadOnlyList<string> arguments, TextWriter complaints)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([
                new("Storage:Directory", storage),
                new("Site:PublicUrl", "https://preferences.example.org"),
                new("Mail:RepliesTo", "leave@example.org"),
                new("Mail:ConfirmOneClick", "true"),
                new("Mail:ListDomain", "lists.example.org"),
                .. Stored
                    .Settings.Select(s => s.Split('=', 2))
                    .Select(s => new KeyValuePair<string, string?>(s[0], s[1])),
            ])
            .AddCommandLine([.. arguments])
            .Build();
        var faults = new List<SettingFault>();
        var settings = ProgramSettings.Read(configuration, development: true, faults);
        foreach (var fault in faults)
            complaints.WriteLine($"{fault.Key} {fault.Message}");
        return faults.Count > 0
            ? null
            : new ServiceCollection()
                .AddLogging()
                .AddSingleton<IConfiguration>(configuration)
                .AddCenter(settings)
                .AddSingleton<TimeProvider>(Clock)
                .BuildServiceProvider();
    }

    public SubscriberSnapshot? Find(string address)
    {
        using var center = Open();
        return center.GetRequiredService<SubscriberReader>().Find(PersonKey.Of(EmailAddress.TryParse(address)!));
    }

    public IReadOnlyList<LedgerEventRow> EventsOf(string address)
    {
        using var center = Open();
        var people = center.GetRequiredService<SubscriberReader>();
        return people.Events(people.Find(PersonKey.Of(EmailAddress.TryParse(address)!))!.Subscriber, 1, long.MaxValue);
    }

    public IReadOnlyList<Evidence> EvidenceOf(string address)
    {
        var positions = EventsOf(address).Select(e => e.Position).ToHashSet();
        using var center = Open();
        using var context = center.GetRequiredService<Database>().CreateContext();
        return
        [
            .. context
                .Evidence.AsEnumerable()
                .Where(e => positions.Contains(e.Position))
                .OrderBy(e => e.Position)
                .Select(e => Evidence.Parse(e.Content)!),
        ];
    }

    public long Count(string table) => Scalar<long>($"""SELECT COUNT(*) FROM "{table}" """);

    public T Scalar<T>(string sql)
    {
        using var raw = Stored.Raw();
        return raw.Scalar<T>(sql);
    }

    public IReadOnlyList<object?[]> Rows(string sql)
    {
        using var raw = Stored.Raw();
        return raw.Rows(sql);
    }

    public void Execute(string sql)
    {
        using var raw = Stored.Raw();
        raw.Run(sql);
    }

    /// <summary>Puts an address on the suppression list, as an erasure does.</summary>
    public async Task SuppressAsync(string address)
    {
        await using var center = Open();
        using var context = center.GetRequiredService<Database>().CreateContext();
        var hash = center.GetRequiredService<AddressHasher>().HashesOf(EmailAddress.TryParse(address)!)[0].Bytes;
        context.Insert(
            new SuppressionRow
            {
                KeyedHash = hash,
                KeyId = 1,
                Reason = SuppressionReason.Erased,
            }
        );
    }

    /// <summary>Applies a change by the subscriber through the change writer.</summary>
    public async Task<ChangeResult> ChangeAsync(
        string address,
        Change change,
        Channel channel = Channel.MailedPage,
        Evidence? evidence = null
    )
    {
        await using var center = Open();
        var writer = center.GetRequiredService<ChangeWriter>();
        await using var working = await RunningWriter.StartAsync(writer, TestContext.Current.CancellationToken);
        return await writer.SubmitAsync(
            new PersonChange(
                PersonKey.Of(EmailAddress.TryParse(address)!),
                change,
                new Act(channel, Actor.Person, Clock.GetUtcNow(), LawfulBasis.Consent, 1, 1)
                {
                    Notices = center.GetRequiredService<CatalogueCache>().Current.Notices,
                },
                evidence ?? new Evidence { Language = "en" }
            )
        );
    }

    /// <summary>All choices, as stored and as derived from the events.</summary>
    public async Task AssertSoundAsync()
    {
        (await RunAsync("ledger", "verify")).Done();
        (await RunAsync("ledger", "rebuild", "--check")).Done();
    }

    public async ValueTask DisposeAsync()
    {
        await Stored.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
