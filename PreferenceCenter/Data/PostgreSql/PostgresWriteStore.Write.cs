using Npgsql;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data.PostgreSql;

// Writing a group.
internal sealed partial class PostgresWriteStore
{
    private const string InsertChoices = """
        INSERT INTO "Choices" ("SubscriberId", "Aspect", "Value", "Wish", "Touched", "TouchedAt", "LeftAt",
            "GrantSeq", "GrantAt", "GrantKind", "GrantBasis", "GrantController", "GrantNotice", "TouchedBy")
        SELECT * FROM unnest(@owner::bigint[], @aspect::bigint[], @value::bigint[], @wish::bigint[], @touched::bigint[], @touchedAt::bigint[], @leftAt::bigint[],
            @grantSeq::bigint[], @grantAt::bigint[], @grantKind::smallint[], @grantBasis::smallint[], @grantController::int[], @grantNotice::int[], @touchedBy::smallint[])
        """;

    // Separate from WriteSql: a new subscriber has no existing choices to conflict with, and checking for one costs as
    // much as inserting it.
    internal const string WriteNewSql = $"""
        WITH new_people AS (
            INSERT INTO "Subscribers" ("Id", "PublicId", "LedgerId", "Address", "AddressKey", "Name", "Language", "CreatedAt",
                "LastSeq", "HeadSlot", "HeadPosition", "NoticeUntil", "NoticeDay", "NoticeCount")
            SELECT * FROM unnest(@newId::bigint[], @newPublicId::bytea[], @newLedgerId::bytea[], @newAddress::text[], @newAddressKey::text[], @newName::text[], @newLanguage::text[],
                @newCreatedAt::bigint[], @newSeq::bigint[], @newSlot::int[], @newPosition::bigint[], @newUntil::bigint[], @newDay::bigint[], @newCount::int[])
            ON CONFLICT DO NOTHING RETURNING 1),
        choices AS ({InsertChoices})
        SELECT count(*) FROM new_people
        """;
    internal static readonly string WriteSql = Invariant(
        $"""
        WITH people AS (
            UPDATE "Subscribers" AS s SET "Language" = u.language, "LastSeq" = u.seq, "HeadSlot" = u.slot, "HeadPosition" = u.position,
                "NoticeUntil" = u.until, "NoticeDay" = u.day, "NoticeCount" = u.count
            FROM unnest(@id::bigint[], @language::text[], @seq::bigint[], @slot::int[], @position::bigint[], @until::bigint[], @day::bigint[], @count::int[])
                AS u(id, language, seq, slot, position, until, day, count)
            WHERE s."Id" = u.id AND s."Id" = ANY(@id)),
        choices AS (
            {InsertChoices}
            ON CONFLICT ("SubscriberId", "Aspect") DO UPDATE SET
                "Value" = excluded."Value", "Wish" = excluded."Wish", "Touched" = excluded."Touched", "TouchedAt" = excluded."TouchedAt", "LeftAt" = excluded."LeftAt",
                "GrantSeq" = excluded."GrantSeq", "GrantAt" = excluded."GrantAt", "GrantKind" = excluded."GrantKind", "GrantBasis" = excluded."GrantBasis",
                "GrantController" = excluded."GrantController", "GrantNotice" = excluded."GrantNotice", "TouchedBy" = excluded."TouchedBy"),
        events AS (
            INSERT INTO "LedgerEvents" ("Slot", "Position", "LedgerId", "Seq", "Kind", "Aspect", "Value", "Before", "Refers", "Channel", "ActorKind", "ActorId",
                "Basis", "Controller", "Notice", "At", "PrevSlot", "PrevPosition", "Commitment")
            SELECT * FROM unnest(@eventSlot::int[], @eventPosition::bigint[], @ledgerId::bytea[], @eventSeq::bigint[], @kind::smallint[], @eventAspect::bigint[], @eventValue::bigint[],
                @before::bigint[], @refers::bigint[], @channel::smallint[], @actorKind::smallint[], @actorId::bytea[], @basis::smallint[], @controller::int[], @notice::int[],
                @at::bigint[], @prevSlot::int[], @prevPosition::bigint[], @commitment::bytea[])),
        evidence AS (
            INSERT INTO "Evidence" ("Slot", "Position", "Count", "Salt", "Content")
            SELECT * FROM unnest(@proofSlot::int[], @proofPosition::bigint[], @proofCount::int[], @salt::bytea[], @content::bytea[])),
        mails AS (
            INSERT INTO "Outbox" ("MessageId", "Kind", "State", "SubscriberId", "Address", "AddressKey", "Language", "FromSeq", "ToSeq", "CreatedAt", "DueAt", "Attempts", "OnceKey", "BrowserId")
            SELECT message, kind, {(int)
            MailState.Waiting}, subscriber, address, addressKey, language, fromSeq, toSeq, createdAt, dueAt, 0, onceKey, browser
            FROM unnest(@message::bytea[], @mailKind::smallint[], @subscriber::bigint[], @mailAddress::text[], @mailAddressKey::text[], @mailLanguage::text[], @fromSeq::bigint[], @toSeq::bigint[],
                @mailCreatedAt::bigint[], @dueAt::bigint[], @onceKey::text[], @browser::bytea[])
                AS u(message, kind, subscriber, address, addressKey, language, fromSeq, toSeq, createdAt, dueAt, onceKey, browser)
            ON CONFLICT DO NOTHING),
        nodes AS (
            INSERT INTO "LogNodes" ("Slot", "Level", "Index", "Hash") SELECT * FROM unnest(@nodeSlot::int[], @level::int[], @index::bigint[], @hash::bytea[])),
        seal AS (
            INSERT INTO "Seals" ("Slot", "Batch", "Size", "Root", "Others") SELECT * FROM unnest(@sealSlot::int[], @batch::bigint[], @size::bigint[], @root::bytea[], @others::bytea[])),
        head AS (
            INSERT INTO "LogHeads" ("Slot", "Batch", "Frontier", "HouseSeq", "HousePosition")
            SELECT * FROM unnest(@headSlot::int[], @headBatch::bigint[], @frontier::bytea[], @houseSeq::bigint[], @housePosition::bigint[])
            ON CONFLICT ("Slot") DO UPDATE SET "Batch" = excluded."Batch", "Frontier" = excluded."Frontier",
                "HouseSeq" = excluded."HouseSeq", "HousePosition" = excluded."HousePosition"),
        days AS ({AddTopicDays}),
        languages AS ({AddLanguages})
        SELECT 1
        """
    );
    internal const string RenameSql = """
        UPDATE "Subscribers" AS s SET "Name" = u.name FROM unnest(@id::bigint[], @name::text[]) AS u(id, name) WHERE s."Id" = u.id
        """;
    internal const string UseLinksSql = """
        UPDATE "MailedLinks" AS l SET "UsedAt" = u.at FROM unnest(@hash::bytea[], @at::bigint[]) AS u(hash, at) WHERE l."Hash" = u.hash AND l."UsedAt" IS NULL
        """;
    internal const string KeepLeavesSql = """
        INSERT INTO "UnclaimedLeaves" ("PublicId", "Scope", "At") SELECT * FROM unnest(@id::bytea[], @scope::bigint[], @at::bigint[]) ON CONFLICT DO NOTHING
        """;
    internal const string ClaimLeavesSql = """DELETE FROM "UnclaimedLeaves" WHERE "PublicId" = ANY(@id::bytea[])""";
    internal const string UpsertRateLimitsSql = """
        INSERT INTO "RateLimits" ("Key", "Until", "Count") SELECT * FROM unnest(@key::bytea[], @until::bigint[], @count::int[])
        ON CONFLICT ("Key") DO UPDATE SET "Until" = excluded."Until", "Count" = excluded."Count"
        """;

    internal const string InsertOptInsSql = """
        INSERT INTO "OptIns" ("Id", "AddressKey", "CreatedAt", "Content", "FromSeq", "ToSeq")
        SELECT id, address, at, content, 0, 0 FROM unnest(@id::bytea[], @address::text[], @at::bigint[], @content::bytea[]) AS u(id, address, at, content) ON CONFLICT DO NOTHING
        """;
    internal const string SettleOptInsSql = """
        UPDATE "OptIns" AS o SET "AddressKey" = NULL, "Content" = NULL, "SettledAt" = u.at, "SubscriberId" = u.subscriber, "FromSeq" = u.first, "ToSeq" = u.last
        FROM unnest(@id::bytea[], @at::bigint[], @subscriber::bigint[], @first::bigint[], @last::bigint[]) AS u(id, at, subscriber, first, last) WHERE o."Id" = u.id
        """;
    internal const string LiftSuppressionsSql =
        """DELETE FROM "Suppressions" WHERE "KeyedHash" = ANY(@hash::bytea[])""";

    internal const string DeleteEvidenceSql = """
        DELETE FROM "Evidence" AS e USING unnest(@slot::int[], @position::bigint[]) AS u(slot, position) WHERE e."Slot" = u.slot AND e."Position" = u.position
        """;

    public void Write(WriteSet set)
    {
        Subscriber[] known = [.. set.Snapshots.Select(d => d.Subscriber).Where(s => s.Id != 0).OrderBy(s => s.Id)];
        Subscriber[] unknown = [.. set.Snapshots.Select(d => d.Subscriber).Where(s => s.Id == 0)];
        var (ofNew, ofKnown) = (
            set.Choices.FindAll(c => c.Owner.Subscriber.Id == 0),
            set.Choices.FindAll(c => c.Owner.Subscriber.Id != 0)
        );
        foreach (var person in unknown)
            person.Id = newIds.Dequeue();
        foreach (var person in set.Readdressed)
            Readdress(person);
        if (unknown.Length > 0)
            WriteNew(unknown, ofNew);
        using (var command = Command(WriteSql))
        {
            AddKnown(Rows(command, known));
            AddChoices(Rows(command, ofKnown));
            AddEvents(Rows(command, set.Events));
            Rows(command, set.Evidence)
                .With("proofSlot", e => e.Slot)
                .With("proofPosition", e => e.Position)
                .With("proofCount", e => e.Count)
                .With("salt", e => e.Salt)
                .With("content", e => e.Content);
            AddMails(Rows(command, set.Outbox));
            AddLog(command, set);
            AddCounts(command, set);
            command.ExecuteNonQuery();
        }
        WriteRareRows(set);
        head = set.Head ?? head;
    }

    private void WriteNew(Subscriber[] people, IReadOnlyList<(SubscriberSnapshot Owner, Choice Choice)> choices)
    {
        using var command = Command(WriteNewSql);
        AddNew(Rows(command, people));
        AddChoices(Rows(command, choices));
        // A subscriber that another node registered without our lock stops the group before it is committed.
        if ((long)command.ExecuteScalar()! != people.Length)
            throw new InvalidOperationException("Somebody new is here already; the group is tried again.");
    }

    // One after the other, since a group may insert and delete the same row.
    private void WriteRareRows(WriteSet set)
    {
        Run(RenameSql, set.Renamed, rows => rows.With("id", s => s.Id).With("name", s => s.Name));
        Run(
            UseLinksSql,
            set.UsedLinks,
            rows => rows.With("hash", l => l.Hash).With("at", l => Instant.ToMicroseconds(l.At))
        );
        foreach (var (owner, link) in set.Undos)
            Keep(owner, link);
        Run(
            KeepLeavesSql,
            set.UnclaimedLeaves,
            rows =>
                rows.With("id", l => Bytes(l.PublicId))
                    .With("scope", l => l.Scope)
                    .With("at", l => Instant.ToMicroseconds(l.At))
        );
        Run(ClaimLeavesSql, set.ClaimedLeaves, rows => rows.With("id", Bytes));
        Run(
            InsertOptInsSql,
            set.OptIns,
            rows =>
                rows.With("id", o => Bytes(o.Id))
                    .With("address", o => o.AddressKey)
                    .With("at", o => Instant.ToMicroseconds(o.CreatedAt))
                    .With("content", o => o.Content)
        );
        Run(
            SettleOptInsSql,
            set.SettledOptIns,
            rows =>
                rows.With("id", o => Bytes(o.Row.Id))
                    .With("at", o => Microseconds(o.Row.SettledAt))
                    .With("subscriber", o => o.Owner?.Subscriber.Id)
                    .With("first", o => o.Row.FromSeq)
                    .With("last", o => o.Row.ToSeq)
        );
        Run(
            DeleteEvidenceSql,
            set.ErasedEvidence,
            rows => rows.With("slot", e => e.Slot).With("position", e => e.Position)
        );
        Run(LiftSuppressionsSql, set.LiftedSuppressions, rows => rows.With("hash", h => h));
        foreach (var kept in set.Suppressed)
            Keep(AddressSql.KeepAway, kept);
        foreach (var address in set.ForgottenAddresses)
            Run(ErasureSql.MailsOfNobody, new NpgsqlParameter<string>("address", address));
        foreach (var key in set.ForgottenLimits)
            Run(ErasureSql.Limit, new NpgsqlParameter<byte[]>("key", key));
        foreach (var name in set.ErasedAddresses)
            Run(ErasureSql.NameErased, new NpgsqlParameter<byte[]>("hash", name));
        foreach (var person in set.Erased)
            Erase(person);
        AddForms(set);
        // New requests take the next numbers.
        if (set.Requests.Count > 0)
            LockAdministration();
        if (ColdRows.Any(set))
            Over(context => ColdRows.Write(context, set));
        Run(
            UpsertRateLimitsSql,
            set.RateLimits,
            rows =>
                rows.With("key", r => r.Key)
                    .With("until", r => Instant.ToMicroseconds(r.Until))
                    .With("count", r => r.Count)
        );
    }

    private void Keep(SubscriberSnapshot owner, MailedLinkRow undo) =>
        Run(
            Sql.KeepUndo,
            new NpgsqlParameter<byte[]>("hash", undo.Hash),
            new NpgsqlParameter<short>("kind", (short)undo.Kind),
            new NpgsqlParameter<long>("subscriber", owner.Subscriber.Id),
            new NpgsqlParameter<long>("from", undo.FromSeq),
            new NpgsqlParameter<long>("to", undo.ToSeq),
            new NpgsqlParameter<long>("expires", Instant.ToMicroseconds(undo.ExpiresAt!.Value))
        );

    private void Keep(string sql, SuppressionRow kept) =>
        Run(
            sql,
            new NpgsqlParameter<byte[]>("hash", kept.KeyedHash),
            new NpgsqlParameter<int>("key", kept.KeyId),
            new NpgsqlParameter<short>("reason", (short)kept.Reason)
        );

    private void Readdress(Subscriber person)
    {
        Run(
            AddressSql.Readdress,
            new NpgsqlParameter<string>("address", person.Address),
            new NpgsqlParameter<string>("key", person.AddressKey),
            new NpgsqlParameter<long>("id", person.Id)
        );
        foreach (var sql in (string[])[AddressSql.DropMails, ErasureSql.Sessions])
            Run(sql, new NpgsqlParameter<long>("id", person.Id));
    }

    private void Erase(ErasedPerson person)
    {
        var id = new NpgsqlParameter<long>("id", person.Id);
        foreach (var key in (string[])[person.AddressKey, .. person.WaitingKeys])
        {
            var address = new NpgsqlParameter<string>("address", key);
            Run(ErasureSql.OptInLinks, address.Clone(), id.Clone());
            foreach (var byAddress in (string[])[ErasureSql.MailsByAddress, ErasureSql.OptIns])
                Run(byAddress, address.Clone());
        }
        foreach (
            var byId in (string[])
                [
                    ErasureSql.Mails,
                    ErasureSql.Links,
                    ErasureSql.AnsweredOptIns,
                    ErasureSql.Sessions,
                    ErasureSql.Choices,
                    ErasureSql.Person,
                ]
        )
            Run(byId, id.Clone());
        Run(ErasureSql.NameErased, new NpgsqlParameter<byte[]>("hash", person.IdHash));
        foreach (var key in person.LimitKeys)
            Run(ErasureSql.Limit, new NpgsqlParameter<byte[]>("key", key));
        if (person.Suppression is { } kept)
            Keep(ErasureSql.KeepSuppressed, kept);
    }

    public void Commit()
    {
        transaction!.Commit();
        transaction = null;
    }

    private static void AddNew(Arrays<Subscriber> rows) =>
        rows.With("newId", s => s.Id)
            .With("newPublicId", s => Bytes(s.PublicId))
            .With("newLedgerId", s => Bytes(s.LedgerId))
            .With("newAddress", s => s.Address)
            .With("newAddressKey", s => s.AddressKey)
            .With("newName", s => s.Name)
            .With("newLanguage", s => s.Language)
            .With("newCreatedAt", s => Instant.ToMicroseconds(s.CreatedAt))
            .With("newSeq", s => s.LastSeq)
            .With("newSlot", s => s.HeadSlot)
            .With("newPosition", s => s.HeadPosition)
            .With("newUntil", s => Microseconds(s.NoticeUntil))
            .With("newDay", s => Microseconds(s.NoticeDay))
            .With("newCount", s => s.NoticeCount);

    private static void AddKnown(Arrays<Subscriber> rows) =>
        rows.With("id", s => s.Id)
            .With("language", s => s.Language)
            .With("seq", s => s.LastSeq)
            .With("slot", s => s.HeadSlot)
            .With("position", s => s.HeadPosition)
            .With("until", s => Microseconds(s.NoticeUntil))
            .With("day", s => Microseconds(s.NoticeDay))
            .With("count", s => s.NoticeCount);

    private static void AddChoices(Arrays<(SubscriberSnapshot Owner, Choice Choice)> rows) =>
        rows.With("owner", c => c.Owner.Subscriber.Id)
            .With("aspect", c => c.Choice.Aspect)
            .With("value", c => c.Choice.Value)
            .With("wish", c => c.Choice.Wish)
            .With("touched", c => c.Choice.Touched)
            .With("touchedAt", c => Instant.ToMicroseconds(c.Choice.TouchedAt))
            .With("leftAt", c => Microseconds(c.Choice.LeftAt))
            .With("grantSeq", c => c.Choice.Grant?.Seq)
            .With("grantAt", c => Microseconds(Sql.GrantAt(c.Choice)))
            .With("grantKind", c => (short?)c.Choice.Grant?.Kind)
            .With("grantBasis", c => (short?)c.Choice.Grant?.Basis)
            .With("grantController", c => c.Choice.Grant?.Controller)
            .With("grantNotice", c => c.Choice.Grant?.Notice)
            .With("touchedBy", c => (short)c.Choice.TouchedBy);

    private static void AddEvents(Arrays<LedgerEventRow> rows) =>
        rows.With("eventSlot", e => e.Slot)
            .With("eventPosition", e => e.Position)
            .With("ledgerId", e => Bytes(e.LedgerId))
            .With("eventSeq", e => e.Seq)
            .With("kind", e => (short)e.Kind)
            .With("eventAspect", e => e.Aspect)
            .With("eventValue", e => e.Value)
            .With("before", e => e.Before)
            .With("refers", e => e.Refers)
            .With("channel", e => (short)e.Channel)
            .With("actorKind", e => (short)e.ActorKind)
            .With("actorId", e => Bytes(e.ActorId))
            .With("basis", e => (short)e.Basis)
            .With("controller", e => e.Controller)
            .With("notice", e => e.Notice)
            .With("at", e => Instant.ToMicroseconds(e.At))
            .With("prevSlot", e => e.PrevSlot)
            .With("prevPosition", e => e.PrevPosition)
            .With("commitment", e => e.Commitment);

    private static void AddMails(Arrays<(SubscriberSnapshot? Owner, OutboxRow Row)> rows) =>
        rows.With("message", o => Bytes(o.Row.MessageId))
            .With("mailKind", o => (short)o.Row.Kind)
            .With("subscriber", o => o.Owner?.Subscriber.Id)
            .With("mailAddress", o => o.Row.Address)
            .With("mailAddressKey", o => o.Row.AddressKey)
            .With("mailLanguage", o => o.Row.Language)
            .With("fromSeq", o => o.Row.FromSeq)
            .With("toSeq", o => o.Row.ToSeq)
            .With("mailCreatedAt", o => Instant.ToMicroseconds(o.Row.CreatedAt))
            .With("dueAt", o => Instant.ToMicroseconds(o.Row.DueAt))
            .With("onceKey", o => o.Row.OnceKey)
            .With("browser", o => o.Row.BrowserId is { } browser ? Bytes(browser) : null);

    private static void AddLog(NpgsqlCommand command, WriteSet set)
    {
        Rows(command, set.Nodes)
            .With("nodeSlot", n => n.Slot)
            .With("level", n => n.Level)
            .With("index", n => n.Index)
            .With("hash", n => n.Hash);
        SealRow[] seals = set.Seal is { } seal ? [seal] : [];
        Rows(command, seals)
            .With("sealSlot", s => s.Slot)
            .With("batch", s => s.Batch)
            .With("size", s => s.Size)
            .With("root", s => s.Root)
            .With("others", s => s.Others);
        LogHead[] heads = set.Head is { } log ? [log] : [];
        Rows(command, heads)
            .With("headSlot", h => h.Slot)
            .With("headBatch", h => h.Batch)
            .With("frontier", h => h.Frontier)
            .With("houseSeq", h => h.HouseSeq)
            .With("housePosition", h => h.HousePosition);
    }

    private static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);

    private static long? Microseconds(DateTimeOffset? at) => at is { } known ? Instant.ToMicroseconds(known) : null;

    private void Run<T>(string sql, IReadOnlyList<T> rows, Func<Arrays<T>, Arrays<T>> add)
    {
        if (rows.Count == 0)
            return;
        using var command = Command(sql);
        add(Rows(command, rows));
        command.ExecuteNonQuery();
    }

    private static Arrays<T> Rows<T>(NpgsqlCommand command, IReadOnlyList<T> rows) => new(command, rows);

    /// <summary>Passes the columns of many rows as arrays, one parameter each.</summary>
    private readonly struct Arrays<T>(NpgsqlCommand command, IReadOnlyList<T> rows)
    {
        public Arrays<T> With<TValue>(string name, Func<T, TValue> of)
        {
            var values = new TValue[rows.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = of(rows[i]);
            command.Parameters.Add(new NpgsqlParameter<TValue[]>(name, values));
            return this;
        }
    }
}
