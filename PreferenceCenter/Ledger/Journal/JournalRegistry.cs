using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Ledger.Journal;

/// <summary>
/// The journals of a database. Each directory knows its database, and the database its journals. A restored database
/// is another <see cref="Database.Incarnation"/>: it is served once each journal was compared with it, because each may
/// hold what a node acknowledged a moment before.
/// </summary>
internal sealed class JournalRegistry(Database database, StorageSettings storage, TimeProvider clock)
{
    public const string Setting = "Storage:JournalDirectory";

    // Two nodes of one machine may share a directory; one on another machine has a directory of its own.
    private readonly string place = $"{Environment.MachineName}:{storage.JournalDirectory}";
    private readonly JournalStore store = new(database);
    private HashSet<Guid> idle = [];
    private DateTimeOffset seenAt;

    /// <summary>The journal of this directory; null where none was begun.</summary>
    public JournalIdentity? Mine => JournalIdentity.In(storage.JournalDirectory);

    /// <summary>The journals that the database knows; none before its first start with this version.</summary>
    public IReadOnlyList<JournalRow> All() => database.Holds("Journals") ? store.All() : [];

    /// <summary>
    /// Why no process may write beside this directory: it belongs to another database, or the journal that was here is
    /// gone. Null where all is well.
    /// </summary>
    public string? DirectoryFault()
    {
        var (rows, mine) = (All(), Mine);
        if (mine is not null)
            return rows.Count > 0 && rows[0].DatabaseId != mine.Database
                ? $"'{storage.JournalDirectory}' is the journal of another database: name the directory of this one. Where it has none yet, name an empty one"
                : null;
        return rows.FirstOrDefault(IsMissing) is { } missing
            ? $"'{storage.JournalDirectory}' lacks the journal of this database ({missing.Id}, begun at {missing.Place}): put the directory back. If this is a new machine, give it a host name that no other has. If the journal is lost, two people run `restore --accept-loss --reason TEXT`"
            : null;
    }

    // A file has one journal, wherever it was. Beside a server, a directory that is new to it is that of a new node.
    private bool IsMissing(JournalRow row) => row.LostAt is null && (!database.IsShared || row.Place == place);

    /// <summary>
    /// The journals that have not been compared with this copy of the database, and may hold what it has forgotten.
    /// </summary>
    public IReadOnlyList<JournalRow> Unconfirmed()
    {
        var (rows, mine) = (All(), Mine);
        if (rows.Count == 0 && mine is null)
            return [];
        var incarnation = database.Incarnation();
        var known = rows.Select(r => r.Id).ToHashSet();
        return
        [
            .. rows.Where(r =>
                r.Id != mine?.Id && r.LostAt is null && r.Confirmed != incarnation && mine?.Covers(r.Id) is not true
            ),
            // A copy from before that machine was added does not know its journal; this directory does.
            .. (mine?.Others ?? new Dictionary<Guid, bool>())
                .Where(other => !other.Value && !known.Contains(other.Key))
                .Select(other => new JournalRow { Id = other.Key, Place = "a machine that was added since" }),
        ];
    }

    /// <summary>Whether this journal was compared with this copy of the database, and nothing was missing.</summary>
    public bool IsConfirmed() =>
        Mine is { } mine
        && All().FirstOrDefault(r => r.Id == mine.Id) is { LostAt: null } row
        && row.Confirmed == database.Incarnation();

    /// <summary>Why the database must not be served yet; null where every journal was compared with it.</summary>
    public string? Fault() =>
        Unconfirmed() is { Count: > 0 } others
            ? $"The database was replaced, and may have forgotten who left: {string.Join(", ", others.Select(o => $"journal {o.Id} ({o.Place})"))} was not compared with it. Start the node there; if it says that it is closed, run `restore --replay` there; if that journal is lost, two people run `restore --accept-loss --reason TEXT`."
            : null;

    /// <summary>
    /// Notes that the database lacks nothing of this journal, nor of those that this one covers. Begins the journal where
    /// there is none yet. Called once the journal was compared, by the server, by commands that write, and by a restore.
    /// </summary>
    public void Confirm()
    {
        using var held = JournalLock.Take(JournalIdentity.PathIn(storage.JournalDirectory));
        var (rows, mine, incarnation) = (All(), Mine, database.Incarnation());
        var begun = mine is null;
        mine ??= new JournalIdentity(RandomId.New(), RandomId.New(), new Dictionary<Guid, bool>());
        var row = rows.FirstOrDefault(r => r.Id == mine.Id);
        database.Journal = mine.Id;
        if (!begun && row is { LostAt: null } && row.Confirmed == incarnation && row.Place == place)
        {
            Cover(rows, mine, incarnation);
            return;
        }
        if (!begun && row?.Confirmed != incarnation)
            (mine with { Anew = true }).Write(storage.JournalDirectory);
        // One that this journal covers is confirmed with it, and holds up nobody when its machine comes back.
        foreach (var other in mine.Others.Where(o => !rows.Any(r => r.Id == o.Key)))
            store.Note(
                Row(mine with { Id = other.Key }, other.Value ? incarnation : "", "a machine that was added since")
            );
        var id = store.Note(Row(mine, incarnation, place));
        if (begun || id != mine.Database)
            (mine with { Database = id, Anew = !begun }).Write(storage.JournalDirectory);
        Cover(rows, mine, incarnation);
    }

    /// <summary>
    /// The same where the directory may not be writable: false if it is not. That stops nobody from leaving; the journal
    /// is begun as soon as it can be.
    /// </summary>
    public bool TryConfirm()
    {
        try
        {
            Confirm();
            return true;
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Cover(IReadOnlyList<JournalRow> rows, JournalIdentity mine, string incarnation)
    {
        foreach (var other in rows.Where(r => r.LostAt is null && r.Confirmed != incarnation && mine.Covers(r.Id)))
            store.Confirm(other.Id, incarnation);
    }

    private JournalRow Row(JournalIdentity journal, string confirmed, string at) =>
        new()
        {
            Id = journal.Id,
            DatabaseId = journal.Database,
            Place = at,
            Confirmed = confirmed,
            SeenAt = clock.GetUtcNow(),
        };

    /// <summary>
    /// Notes that the database lacks something of this journal, so that no other node serves it either. A journal whose
    /// loss was accepted stops nobody: only its own node stays closed until its replay.
    /// </summary>
    public void Doubt()
    {
        if (Mine is not { } mine)
            return;
        var rows = All();
        if (rows.Count > 0 && rows[0].DatabaseId != mine.Database)
            return;
        if (rows.FirstOrDefault(r => r.Id == mine.Id) is not { } row)
            store.Note(Row(mine, "", place));
        else if (row is { LostAt: null, Confirmed: not "" })
            store.Confirm(mine.Id, "");
    }

    /// <summary>Notes that two people accepted the loss of journals.</summary>
    public void Lose(IEnumerable<Guid> journals)
    {
        var known = All().Select(r => r.Id).ToHashSet();
        foreach (var id in journals)
        {
            if (!known.Contains(id) && Mine is { } mine)
                store.Note(Row(mine with { Id = id }, "", "a machine that was added since"));
            store.Lose(id, clock.GetUtcNow());
        }
    }

    /// <summary>The journals that are missing in this directory.</summary>
    public IReadOnlyList<JournalRow> Missing() => Mine is null ? [.. All().Where(IsMissing)] : [];

    /// <summary>
    /// Called about twice a second, after all logs were read up to where they were at the call before: remembers which
    /// journals this one covers now.
    /// </summary>
    public void Follow()
    {
        var rows = store.All();
        if (Mine is not { } mine)
            return;
        var inUse = database.JournalsInUse();
        var quiet = rows.Where(r => !inUse.Contains(Database.NumberOf(r.Id))).Select(r => r.Id).ToHashSet();
        // Quiet at the call before: what it wrote until then is in the logs as they were then.
        var others = rows.Where(r => r.Id != mine.Id && r.LostAt is null)
            .ToDictionary(r => r.Id, r => quiet.Contains(r.Id) && (idle.Contains(r.Id) || mine.Covers(r.Id)));
        idle = quiet;
        if (
            others.Count != mine.Others.Count
            || others.Any(o => !mine.Others.TryGetValue(o.Key, out var was) || was != o.Value)
        )
            Change(m => m with { Others = others });
        if (clock.GetUtcNow() is var now && now - seenAt > TimeSpan.FromHours(1))
        {
            store.See(mine.Id, now);
            seenAt = now;
        }
    }

    /// <summary>Notes that the unsubscribes of unknown ids were read anew.</summary>
    public void Renewed() => Change(m => m with { Anew = false });

    private void Change(Func<JournalIdentity, JournalIdentity> change)
    {
        using var held = JournalLock.Take(JournalIdentity.PathIn(storage.JournalDirectory));
        if (Mine is { } mine && change(mine) is var changed && changed != mine)
            changed.Write(storage.JournalDirectory);
    }
}
