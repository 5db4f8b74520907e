using System.Collections.Concurrent;

namespace PreferenceCenter.Data;

/// <summary>
/// What became of an attempt at a row: sent or done with, dead, uncertain, or waiting again until then.
/// </summary>
/// <param name="Lease">Under which the row was held: if another dispatcher holds it since, nothing is written.</param>
internal sealed record OutboxResult(long Id, DateTimeOffset Lease, MailState State, DateTimeOffset At)
{
    public DateTimeOffset? DueAgainAt { get; init; }
    public string? Error { get; init; }

    /// <summary>Whether it came as far as a server; else it counts as no attempt.</summary>
    public bool Tried { get; init; } = true;

    /// <summary>Whether it may have arrived, and nobody knows.</summary>
    public bool Uncertain { get; init; }
    public bool ForgetAddress { get; init; }

    /// <summary>Whom the address led to, where only sending told.</summary>
    public long? SubscriberId { get; init; }
}

/// <summary>
/// Books each mail as on its way before its content goes out, and afterwards what became of it. Each mail by itself, at
/// the last moment: a process that dies leaves exactly those in doubt that were in a server's hands. What became of the
/// mails before goes into the same commit, and all connections that want to book while the disk is busy share the next
/// one, so that a mail costs one sync or less; a mail server spends as much on taking it.
/// </summary>
internal sealed class DeliveryLog(Database database) : IDisposable
{
    internal const string BeginSql = """
        UPDATE "Outbox" SET "SendingAt" = @at, "ToSeq" = @to, "LeaseUntil" = @until WHERE "Id" = @id AND "LeaseUntil" = @lease AND "State" = 0
        """;
    internal const string InsertLinkSql = """
        INSERT INTO "MailedLinks" ("Hash", "Kind", "SubscriberId", "FromSeq", "ToSeq", "ExpiresAt", "OptInId")
        VALUES (@hash, @kind, @subscriber, @from, @to, @expires, @optIn)
        """;
    internal const string SettleSql = """
        UPDATE "Outbox" SET "State" = @state, "DueAt" = COALESCE(@dueAt, "DueAt"), "LastError" = @error, "SentAt" = @sentAt, "LeaseUntil" = NULL, "SendingAt" = NULL,
            "Attempts" = "Attempts" - @untried, "Uncertain" = "Uncertain" + @uncertain,
            "Address" = CASE WHEN @forget = 1 THEN NULL ELSE "Address" END, "AddressKey" = CASE WHEN @forget = 1 THEN NULL ELSE "AddressKey" END,
            "SubscriberId" = COALESCE(@person, "SubscriberId")
        WHERE "Id" = @id AND "LeaseUntil" = @lease AND "State" = 0
        """;

    private readonly ConcurrentQueue<Beginning> beginnings = new();
    private readonly ConcurrentQueue<OutboxResult> results = new();
    private readonly Lock writing = new();
    private readonly WorkSession work = new(database);

    /// <summary>
    /// Commits that the row is on its way, what it is about now and when it is tried again, and the links its mail
    /// carries; the lease counts anew from here. False where another dispatcher has taken the row: then nothing is
    /// written, and nothing may be sent.
    /// </summary>
    public bool Begin(OutboxRow row, IReadOnlyList<MailedLinkRow> links, DateTimeOffset now, TimeSpan leaseFor)
    {
        var mine = new Beginning(row, links, Instant.ToMicroseconds(now), Instant.ToMicroseconds(now + leaseFor));
        beginnings.Enqueue(mine);
        lock (writing)
            // Whoever had the disk before may have taken it along.
            if (mine.IsHeld is null)
                Commit(mine);
        return mine.IsHeld!.Value;
    }

    /// <summary>Remembers it for the next commit.</summary>
    public void Note(OutboxResult result) => results.Enqueue(result);

    /// <summary>Writes down what was noted. What could not be written is kept for the next time.</summary>
    public void Settle()
    {
        lock (writing)
            if (!results.IsEmpty)
                Commit(null);
    }

    private void Commit(Beginning? mine)
    {
        var (begun, ended) = (Drain(beginnings), Drain(results));
        try
        {
            work.Together(() =>
            {
                foreach (var result in ended)
                    Write(result);
                foreach (var beginning in begun)
                    beginning.Found = Write(beginning);
            });
        }
        catch
        {
            foreach (var result in ended)
                results.Enqueue(result);
            // The others try for themselves; the one we act for learns it now.
            foreach (var other in begun.Where(b => b != mine))
                beginnings.Enqueue(other);
            throw;
        }
        foreach (var beginning in begun)
            beginning.Close();
    }

    private static List<T> Drain<T>(ConcurrentQueue<T> queue)
    {
        var all = new List<T>();
        while (queue.TryDequeue(out var one))
            all.Add(one);
        return all;
    }

    private bool Write(Beginning b)
    {
        if (
            work[BeginSql, b.At, b.Row.ToSeq, b.Until, b.Row.Id, Instant.ToMicroseconds(b.Row.LeaseUntil!.Value)]
                .ExecuteNonQuery() == 0
        )
            return false;
        foreach (var l in b.Links)
            work.Run(
                InsertLinkSql,
                l.Hash,
                (long)l.Kind,
                l.SubscriberId,
                l.FromSeq,
                l.ToSeq,
                l.ExpiresAt is { } e ? Instant.ToMicroseconds(e) : null,
                l.OptInId?.ToByteArray(bigEndian: true)
            );
        return true;
    }

    private void Write(OutboxResult r) =>
        work.Run(
            SettleSql,
            (long)r.State,
            r.DueAgainAt is { } due ? Instant.ToMicroseconds(due) : null,
            r.Error,
            r.State == MailState.Sent ? Instant.ToMicroseconds(r.At) : null,
            r.Tried ? 0 : 1,
            r.Uncertain ? 1 : 0,
            r.ForgetAddress ? 1 : 0,
            r.SubscriberId,
            r.Id,
            Instant.ToMicroseconds(r.Lease)
        );

    public void Dispose() => work.Dispose();

    private sealed class Beginning(OutboxRow row, IReadOnlyList<MailedLinkRow> links, long at, long until)
    {
        public OutboxRow Row => row;
        public IReadOnlyList<MailedLinkRow> Links => links;
        public long At => at;
        public long Until => until;
        public bool Found { get; set; }
        public bool? IsHeld { get; private set; }

        /// <summary>It is committed: true from now on.</summary>
        public void Close()
        {
            if (Found)
                row.LeaseUntil = Instant.FromMicroseconds(until);
            IsHeld = Found;
        }
    }
}
