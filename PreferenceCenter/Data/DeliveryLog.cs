using System.Collections.Concurrent;

namespace PreferenceCenter.Data;

/// <summary>
/// The outcome of one attempt to send an outbox row: sent, settled without sending, dead, uncertain, or waiting for
/// another attempt.
/// </summary>
/// <param name="Lease">The lease under which the row was held. If another dispatcher has taken it since, nothing is
/// written.</param>
internal sealed record OutboxResult(long Id, DateTimeOffset Lease, MailState State, DateTimeOffset At)
{
    public DateTimeOffset? DueAgainAt { get; init; }
    public string? Error { get; init; }

    /// <summary>Whether the attempt reached a server; otherwise it does not count.</summary>
    public bool Tried { get; init; } = true;

    /// <summary>Whether the mail may have arrived, without any way to know.</summary>
    public bool Uncertain { get; init; }
    public bool ForgetAddress { get; init; }

    /// <summary>The subscriber that the address belongs to, where it became known only while sending.</summary>
    public long? SubscriberId { get; init; }
}

/// <summary>
/// Records each mail as being sent before its content goes out, and records the outcome afterwards. Each mail is
/// recorded separately, at the last moment: if the process dies, only mails that were with a server are in doubt.
/// Outcomes of earlier mails share the commit, and connections that want to record while the disk is busy share the
/// next one. So a mail costs one sync or less; a mail server spends as much on accepting it.
/// </summary>
internal sealed class DeliveryLog(Database database) : IDisposable
{
    internal static readonly string BeginSql = Invariant(
        $"""
        UPDATE "Outbox" SET "SendingAt" = @at, "ToSeq" = @to, "LeaseUntil" = @until WHERE "Id" = @id AND "LeaseUntil" = @lease AND "State" = {(int)
            MailState.Waiting}
        """
    );
    internal static readonly string SettleSql = Invariant(
        $"""
        UPDATE "Outbox" SET "State" = @state, "DueAt" = COALESCE(@dueAt, "DueAt"), "LastError" = @error, "SentAt" = @sentAt, "LeaseUntil" = NULL, "SendingAt" = NULL,
            "Attempts" = "Attempts" - @untried, "Uncertain" = "Uncertain" + @uncertain,
            "Address" = CASE WHEN @forget = 1 THEN NULL ELSE "Address" END, "AddressKey" = CASE WHEN @forget = 1 THEN NULL ELSE "AddressKey" END,
            "SubscriberId" = COALESCE(@person, "SubscriberId")
        WHERE "Id" = @id AND "LeaseUntil" = @lease AND "State" = {(int)MailState.Waiting}
        """
    );

    private readonly ConcurrentQueue<PendingSend> pending = new();
    private readonly ConcurrentQueue<OutboxResult> results = new();
    private readonly Lock writing = new();
    private readonly WorkSession work = new(database);

    /// <summary>
    /// Commits that the row is being sent, the events it covers, the time of the next attempt and the links of its
    /// mail; the lease restarts now. False where another dispatcher has taken the row: then nothing is written, and
    /// the mail must not be sent.
    /// </summary>
    public bool Begin(ClaimedMail row, IReadOnlyList<MailedLinkRow> links, DateTimeOffset now, TimeSpan leaseFor)
    {
        var own = new PendingSend(row, links, Instant.ToMicroseconds(now), Instant.ToMicroseconds(now + leaseFor));
        pending.Enqueue(own);
        lock (writing)
            // An earlier commit by another connection may have included this one.
            if (own.IsHeld is null)
                Commit(own);
        return own.IsHeld!.Value;
    }

    /// <summary>Keeps the outcome for the next commit.</summary>
    public void Note(OutboxResult result) => results.Enqueue(result);

    /// <summary>Commits the outcomes kept so far. If the commit fails, they are kept for the next one.</summary>
    public void Settle()
    {
        lock (writing)
            if (!results.IsEmpty)
                Commit(null);
    }

    private void Commit(PendingSend? own)
    {
        var (sends, outcomes) = (Drain(pending), Drain(results));
        try
        {
            work.Together(() =>
            {
                foreach (var result in outcomes)
                    Write(result);
                foreach (var send in sends)
                    send.Found = Write(send);
            });
        }
        catch
        {
            foreach (var result in outcomes)
                results.Enqueue(result);
            // The others try again by themselves; the caller gets the exception.
            foreach (var other in sends.Where(b => b != own))
                pending.Enqueue(other);
            throw;
        }
        foreach (var send in sends)
            send.Close();
    }

    private static List<T> Drain<T>(ConcurrentQueue<T> queue)
    {
        var all = new List<T>();
        while (queue.TryDequeue(out var one))
            all.Add(one);
        return all;
    }

    private bool Write(PendingSend b)
    {
        if (
            work[
                BeginSql,
                ("@at", b.At),
                ("@to", b.Row.ToSeq),
                ("@until", b.Until),
                ("@id", b.Row.Id),
                ("@lease", Instant.ToMicroseconds(b.Row.LeaseUntil))
            ]
                .ExecuteNonQuery() == 0
        )
            return false;
        foreach (var l in b.Links)
            work.Run(
                Sql.InsertLink,
                ("@hash", l.Hash),
                ("@kind", (long)l.Kind),
                ("@subscriber", l.SubscriberId),
                ("@from", l.FromSeq),
                ("@to", l.ToSeq),
                ("@expires", l.ExpiresAt is { } e ? Instant.ToMicroseconds(e) : null),
                ("@optIn", l.OptInId?.ToByteArray(bigEndian: true)),
                ("@addressChange", l.AddressChangeId?.ToByteArray(bigEndian: true)),
                ("@browser", l.BrowserId?.ToByteArray(bigEndian: true)),
                ("@account", l.AccountId?.ToByteArray(bigEndian: true))
            );
        return true;
    }

    private void Write(OutboxResult r) =>
        work.Run(
            SettleSql,
            ("@state", (long)r.State),
            ("@dueAt", r.DueAgainAt is { } due ? Instant.ToMicroseconds(due) : null),
            ("@error", r.Error),
            ("@sentAt", r.State == MailState.Sent ? Instant.ToMicroseconds(r.At) : null),
            ("@untried", r.Tried ? 0 : 1),
            ("@uncertain", r.Uncertain ? 1 : 0),
            ("@forget", r.ForgetAddress ? 1 : 0),
            ("@person", r.SubscriberId),
            ("@id", r.Id),
            ("@lease", Instant.ToMicroseconds(r.Lease))
        );

    public void Dispose() => work.Dispose();

    /// <summary>A mail that is to be recorded as being sent.</summary>
    private sealed class PendingSend(ClaimedMail row, IReadOnlyList<MailedLinkRow> links, long at, long until)
    {
        public ClaimedMail Row => row;
        public IReadOnlyList<MailedLinkRow> Links => links;
        public long At => at;
        public long Until => until;
        public bool Found { get; set; }
        public bool? IsHeld { get; private set; }

        /// <summary>Marks the record as committed; its result is valid from now on.</summary>
        public void Close()
        {
            if (Found)
                row.LeaseUntil = Instant.FromMicroseconds(until);
            IsHeld = Found;
        }
    }
}
