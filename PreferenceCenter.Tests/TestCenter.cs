using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Ledger.Writer;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests;

/// <summary>
/// Centre without its web part: a database of its own, a clock that the test moves, and one running writer. Disposing
/// stops the writers and removes the directory.
/// </summary>
internal sealed class TestCenter : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    internal static readonly IMeterFactory Meters = new ServiceCollection()
        .AddMetrics()
        .BuildServiceProvider()
        .GetRequiredService<IMeterFactory>();

    private readonly List<IAsyncDisposable> running = [];
    private ChangeWriter? writer;

    private TestCenter(string directory, LedgerSettings settings, TestDatabase stored)
    {
        (Directory, Settings, Stored) = (directory, settings, stored);
        Database = stored.Open();
        People = new SubscriberReader(Database);
    }

    public string Directory { get; }
    public TestDatabase Stored { get; }
    public string File => Stored.File ?? throw new InvalidOperationException("PostgreSQL is no file.");
    public FakeTimeProvider Clock { get; } = new(Start);
    public DateTimeOffset Now => Clock.GetUtcNow();
    public LedgerSettings Settings { get; }
    public Database Database { get; }
    public SubscriberReader People { get; }
    public ChangeWriter Writer => writer ??= StartWriter(Database);

    /// <summary>
    /// Creates a migrated, empty centre, or one over the given database. Its writer starts with the first change.
    /// </summary>
    public static async Task<TestCenter> NewAsync(
        Func<LedgerSettings, LedgerSettings>? adjust = null,
        byte[]? database = null
    )
    {
        var settings = new LedgerSettings(
            Policy.Default,
            new AddressHasher(RandomNumberGenerator.GetBytes(32)),
            TimeSpan.FromMinutes(2)
        )
        {
            ConfirmOneClick = true,
        };
        var directory = System.IO.Directory.CreateTempSubdirectory("preference-center-").FullName;
        return new TestCenter(
            directory,
            adjust?.Invoke(settings) ?? settings,
            database is null ? await TestDatabase.NewAsync(directory) : await WriteAsync(directory, database)
        );
    }

    private static async Task<TestDatabase> WriteAsync(string directory, byte[] database)
    {
        var stored = TestDatabase.OfFile(Path.Combine(directory, "preference-center.db"));
        await System.IO.File.WriteAllBytesAsync(stored.File!, database);
        return stored;
    }

    /// <summary>Starts another writer, as another process would have it.</summary>
    public ChangeWriter StartWriter(Database database)
    {
        var started = new ChangeWriter(
            database,
            Settings,
            Clock,
            new LedgerMetrics(Meters),
            NullLogger<ChangeWriter>.Instance
        );
        _ = started.StartAsync(CancellationToken.None);
        running.Add(new Stopping(started));
        return started;
    }

    public Act Act(Channel channel) => new(channel, Actor.Person, Now, LawfulBasis.Consent, 1, 1);

    public static EmailAddress Address(string typed) =>
        EmailAddress.TryParse(typed) ?? throw new ArgumentException(typed, nameof(typed));

    /// <summary>Creates a subscriber by import with these topics. Without an address a new one is made.</summary>
    public async Task<Subscriber> RegisterAsync(string? address = null, params long[] topics)
    {
        var parsed = Address(address ?? $"{RandomId.New():N}@example.org");
        var result = await Writer.SubmitAsync(Registration(parsed, topics.Length == 0 ? [1] : topics));
        Assert.Equal(ChangeOutcome.Done, result.Outcome);
        return (await People.FindAsync(PersonKey.Of(result.PublicId)))!.Subscriber;
    }

    public PersonChange Registration(EmailAddress address, long[] topics, Guid? publicId = null) =>
        new(
            PersonKey.Of(address),
            new PreferenceCenter.Domain.Assert(topics.ToDictionary(t => t, _ => (long)Frequency.Every)),
            new Act(Channel.Import, new Actor(ActorKind.Operator, RandomId.New()), Now, LawfulBasis.Consent, 1, 1),
            new Evidence
            {
                Source = "list.csv",
                Line = 2,
                Grade = "A",
                Address = address.Typed,
            }
        )
        {
            Register = new Registration(address, "en", PublicId: publicId),
            Notify = false,
        };

    public PersonChange Leave(Guid publicId, long scope = Aspect.Everything) =>
        new(
            PersonKey.Of(publicId),
            new Leave(scope),
            Act(Channel.OneClick),
            new Evidence
            {
                Ip = "192.0.2.0",
                UserAgent = "Mozilla/5.0",
                Link = "1/1764000000",
            }
        );

    public Task<ChangeResult> LeaveAsync(Guid publicId, long scope = Aspect.Everything) =>
        Writer.SubmitAsync(Leave(publicId, scope));

    public PersonChange Choose(Guid publicId, bool atOnce, params (long Aspect, long Value)[] wanted) =>
        new(
            PersonKey.Of(publicId),
            new Choose(wanted.DistinctBy(w => w.Aspect).ToDictionary(w => w.Aspect, w => w.Value), atOnce),
            Act(atOnce ? Channel.MailedPage : Channel.FooterPage),
            new Evidence { Language = "en" }
        );

    /// <summary>
    /// Creates a change that is neither a reduction nor about a subscriber, so it waits in the ordinary queue.
    /// </summary>
    public AdminLogEntry AdminEvent(long number) =>
        new(
            new Act(Channel.System, Actor.System, Now, LawfulBasis.None, 0, 0),
            new AdminEvent(EventKind.TopicChanged, number, 0, new Evidence { Detail = "{}" })
        );

    public Task<ChangeResult> ChooseAsync(Guid publicId, bool atOnce, params (long Aspect, long Value)[] wanted) =>
        Writer.SubmitAsync(Choose(publicId, atOnce, wanted));

    public SubscriberSnapshot Find(Guid publicId)
    {
        using var session = Database.Read();
        return session.Find(PersonKey.Of(publicId)) ?? throw new InvalidOperationException("Nobody here has that id.");
    }

    public IReadOnlyList<LedgerEventRow> EventsOf(Guid publicId) =>
        People.Events(Find(publicId).Subscriber, 1, long.MaxValue);

    public LedgerVerdict Verify(params (int Slot, PreferenceCenter.Ledger.Log.Checkpoint Checkpoint)[] checkpoints) =>
        new LedgerVerifier(Database).Verify(checkpoints, null, CancellationToken.None);

    /// <summary>Differences that a rebuild finds, by subscriber.</summary>
    public IReadOnlyList<(Guid Person, string What)> Rebuild()
    {
        var found = new List<(Guid, string)>();
        new StateRebuild(Database).Check((person, what) => found.Add((person, what)), null, CancellationToken.None);
        return found;
    }

    /// <summary>Opens a connection outside the program, to inspect the database or to damage it.</summary>
    public RawDatabase Raw() => Stored.Raw();

    /// <summary>Holds the database's write lock until disposed, as another process would.</summary>
    public IDisposable Hold() => Stored.Hold();

    public List<OutboxRow> Outbox()
    {
        using var context = Database.CreateContext();
        return [.. context.Outbox.OrderBy(o => o.Id)];
    }

    /// <summary>Copies the whole database into one file. No writer may be running and no reader open.</summary>
    public async Task<byte[]> ToBytesAsync()
    {
        await StopAsync();
        using (var raw = Raw())
            Assert.Equal(0, raw.Scalar<long>("PRAGMA wal_checkpoint(TRUNCATE)"));
        return await System.IO.File.ReadAllBytesAsync(File);
    }

    public async Task StopAsync()
    {
        foreach (var one in running)
            await one.DisposeAsync();
        running.Clear();
        writer = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Database.Dispose();
        await Stored.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    /// <summary>Stops a writer when disposed.</summary>
    private sealed class Stopping(ChangeWriter writer) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await writer.StopAsync(CancellationToken.None);
            writer.Dispose();
        }
    }
}
