using PreferenceCenter.Domain;
using static System.FormattableString;

namespace PreferenceCenter.Data.Sqlite;

// Writing a group.
internal sealed partial class SqliteWriteStore
{
    internal const string ReadHeadSql =
        """SELECT "Batch", "Frontier", "HouseSeq", "HousePosition" FROM "LogHeads" WHERE "Slot" = @slot""";
    internal const string ReadRateLimitSql = """SELECT "Until", "Count" FROM "RateLimits" WHERE "Key" = @key""";
    internal const string ReadUnclaimedSql = """SELECT "Scope", "At" FROM "UnclaimedLeaves" WHERE "PublicId" = @id""";
    internal const string InsertSubscriberSql = """
        INSERT INTO "Subscribers" ("PublicId", "LedgerId", "Address", "AddressKey", "Name", "Language", "CreatedAt",
            "LastSeq", "HeadSlot", "HeadPosition", "NoticeUntil", "NoticeDay", "NoticeCount")
        VALUES (@publicId, @ledgerId, @address, @addressKey, @name, @language, @createdAt, @seq, @slot, @position, @until, @day, @count)
        RETURNING "Id"
        """;
    internal const string UpdateSubscriberSql = """
        UPDATE "Subscribers" SET "Language" = @language, "LastSeq" = @seq, "HeadSlot" = @slot, "HeadPosition" = @position,
            "NoticeUntil" = @until, "NoticeDay" = @day, "NoticeCount" = @count
        WHERE "Id" = @id
        """;
    internal const string UpsertChoiceSql = """
        INSERT INTO "Choices" ("SubscriberId", "Aspect", "Value", "Wish", "Touched", "TouchedAt", "LeftAt",
            "GrantSeq", "GrantAt", "GrantKind", "GrantBasis", "GrantController", "GrantNotice", "TouchedBy")
        VALUES (@id, @aspect, @value, @wish, @touched, @touchedAt, @leftAt, @grantSeq, @grantAt, @grantKind, @grantBasis, @grantController, @grantNotice, @touchedBy)
        ON CONFLICT ("SubscriberId", "Aspect") DO UPDATE SET
            "Value" = excluded."Value", "Wish" = excluded."Wish", "Touched" = excluded."Touched", "TouchedAt" = excluded."TouchedAt", "LeftAt" = excluded."LeftAt",
            "GrantSeq" = excluded."GrantSeq", "GrantAt" = excluded."GrantAt", "GrantKind" = excluded."GrantKind", "GrantBasis" = excluded."GrantBasis",
            "GrantController" = excluded."GrantController", "GrantNotice" = excluded."GrantNotice", "TouchedBy" = excluded."TouchedBy"
        """;
    internal const string InsertEventSql = """
        INSERT INTO "LedgerEvents" ("Slot", "Position", "LedgerId", "Seq", "Kind", "Aspect", "Value", "Before", "Refers", "Channel", "ActorKind", "ActorId",
            "Basis", "Controller", "Notice", "At", "PrevSlot", "PrevPosition", "Commitment")
        VALUES (@slot, @position, @ledgerId, @seq, @kind, @aspect, @value, @before, @refers, @channel, @actorKind, @actorId,
            @basis, @controller, @notice, @at, @prevSlot, @prevPosition, @commitment)
        """;
    internal const string InsertEvidenceSql = """
        INSERT INTO "Evidence" ("Slot", "Position", "Count", "Salt", "Content") VALUES (@slot, @position, @count, @salt, @content)
        """;
    internal const string InsertNodeSql =
        """INSERT INTO "LogNodes" ("Slot", "Level", "Index", "Hash") VALUES (@slot, @level, @index, @hash)""";
    internal const string InsertSealSql = """
        INSERT INTO "Seals" ("Slot", "Batch", "Size", "Root", "Others") VALUES (@slot, @batch, @size, @root, @others)
        """;
    internal const string UpsertHeadSql = """
        INSERT INTO "LogHeads" ("Slot", "Batch", "Frontier", "HouseSeq", "HousePosition") VALUES (@slot, @batch, @frontier, @houseSeq, @housePosition)
        ON CONFLICT ("Slot") DO UPDATE SET "Batch" = excluded."Batch", "Frontier" = excluded."Frontier",
            "HouseSeq" = excluded."HouseSeq", "HousePosition" = excluded."HousePosition"
        """;
    internal const string KeepLeaveSql = """
        INSERT INTO "UnclaimedLeaves" ("PublicId", "Scope", "At") VALUES (@id, @scope, @at) ON CONFLICT DO NOTHING
        """;
    internal const string ClaimLeavesSql = """DELETE FROM "UnclaimedLeaves" WHERE "PublicId" = @id""";
    internal const string UpsertRateLimitSql = """
        INSERT INTO "RateLimits" ("Key", "Until", "Count") VALUES (@key, @until, @count)
        ON CONFLICT ("Key") DO UPDATE SET "Until" = excluded."Until", "Count" = excluded."Count"
        """;

    public void Write(WriteSet set)
    {
        foreach (var person in set.Readdressed)
            Readdress(person);
        foreach (var snapshot in set.Snapshots)
            Save(snapshot.Subscriber);
        foreach (var (owner, choice) in set.Choices)
            Save(owner.Subscriber.Id, choice);
        foreach (var e in set.Events)
            Save(e);
        foreach (var e in set.Evidence)
            this[InsertEvidenceSql].With(e.Slot).With(e.Position).With(e.Count).With(e.Salt).With(e.Content).Run();
        foreach (var (owner, row) in set.Outbox)
            Save(owner?.Subscriber.Id, row);
        foreach (var n in set.Nodes)
            this[InsertNodeSql].With(n.Slot).With(n.Level).With(n.Index).With(n.Hash).Run();
        foreach (var renamed in set.Renamed)
            this[Sql.Rename].With(renamed.Name).With(renamed.Id).Run();
        foreach (var (hash, at) in set.UsedLinks)
            this[Sql.UseLink].With(at).With(hash).Run();
        foreach (var l in set.UnclaimedLeaves)
            this[KeepLeaveSql].With(l.PublicId).With(l.Scope).With(l.At).Run();
        foreach (var id in set.ClaimedLeaves)
            this[ClaimLeavesSql].With(id).Run();
        foreach (var r in set.RateLimits)
            this[UpsertRateLimitSql].With(r.Key).With(r.Until).With(r.Count).Run();
        foreach (var o in set.OptIns)
            this[Sql.InsertOptIn].With(o.Id).With(o.AddressKey).With(o.CreatedAt).With(o.Content).Run();
        foreach (var (o, owner) in set.SettledOptIns)
            this[Sql.SettleOptIn]
                .With(o.SettledAt)
                .With(owner?.Subscriber.Id)
                .With(o.FromSeq)
                .With(o.ToSeq)
                .With(o.Id)
                .Run();
        foreach (var (slot, position) in set.ErasedEvidence)
            this[Sql.DeleteEvidence].With(slot).With(position).Run();
        foreach (var hash in set.LiftedSuppressions)
            this[Sql.LiftSuppression].With(hash).Run();
        foreach (var kept in set.Suppressed)
            this[AddressSql.KeepAway].With(kept.KeyedHash).With(kept.KeyId).With((long)kept.Reason).With(kept.At).Run();
        foreach (var person in set.Erased)
            Erase(person);
        if (ColdRows.Any(set))
            Over(context => ColdRows.Write(context, set));
        if (set.Seal is { } s)
            this[InsertSealSql].With(s.Slot).With(s.Batch).With(s.Size).With(s.Root).With(s.Others).Run();
        if (set.Head is { } h)
            this[UpsertHeadSql]
                .With(h.Slot)
                .With(h.Batch)
                .With(h.Frontier)
                .With(h.HouseSeq)
                .With(h.HousePosition)
                .Run();
    }

    private void Readdress(Subscriber person)
    {
        this[AddressSql.Readdress].With(person.Address).With(person.AddressKey).With(person.Id).Run();
        foreach (var sql in (string[])[AddressSql.DropMails, ErasureSql.Sessions])
            this[sql].With(person.Id).Run();
    }

    private void Erase(ErasedPerson person)
    {
        this[ErasureSql.OptInLinks].With(person.AddressKey).With(person.Id).Run();
        foreach (var byAddress in (string[])[ErasureSql.MailsByAddress, ErasureSql.OptIns])
            this[byAddress].With(person.AddressKey).Run();
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
            this[byId].With(person.Id).Run();
        if (person.Suppression is { } kept)
            this[ErasureSql.KeepSuppressed]
                .With(kept.KeyedHash)
                .With(kept.KeyId)
                .With((long)kept.Reason)
                .With(kept.At)
                .Run();
    }

    private void Save(Subscriber s)
    {
        if (s.Id != 0)
        {
            this[UpdateSubscriberSql]
                .With(s.Language)
                .With(s.LastSeq)
                .With(s.HeadSlot)
                .With(s.HeadPosition)
                .With(s.NoticeUntil)
                .With(s.NoticeDay)
                .With(s.NoticeCount)
                .With(s.Id)
                .Run();
            return;
        }
        using var row = this[InsertSubscriberSql]
            .With(s.PublicId)
            .With(s.LedgerId)
            .With(s.Address)
            .With(s.AddressKey)
            .With(s.Name)
            .With(s.Language)
            .With(s.CreatedAt)
            .With(s.LastSeq)
            .With(s.HeadSlot)
            .With(s.HeadPosition)
            .With(s.NoticeUntil)
            .With(s.NoticeDay)
            .With(s.NoticeCount)
            .Rows();
        row.Read();
        s.Id = row.Int64(0);
    }

    private void Save(long owner, Choice c) =>
        this[UpsertChoiceSql]
            .With(owner)
            .With(c.Aspect)
            .With(c.Value)
            .With(c.Wish)
            .With(c.Touched)
            .With(c.TouchedAt)
            .With(c.LeftAt)
            .With(c.Grant?.Seq)
            .With(Sql.GrantAt(c))
            .With((long?)c.Grant?.Kind)
            .With((long?)c.Grant?.Basis)
            .With(c.Grant?.Controller)
            .With(c.Grant?.Notice)
            .With((long)c.TouchedBy)
            .Run();

    private void Save(LedgerEventRow e) =>
        this[InsertEventSql]
            .With(e.Slot)
            .With(e.Position)
            .With(e.LedgerId)
            .With(e.Seq)
            .With((long)e.Kind)
            .With(e.Aspect)
            .With(e.Value)
            .With(e.Before)
            .With(e.Refers)
            .With((long)e.Channel)
            .With((long)e.ActorKind)
            .With(e.ActorId)
            .With((long)e.Basis)
            .With(e.Controller)
            .With(e.Notice)
            .With(e.At)
            .With(e.PrevSlot)
            .With(e.PrevPosition)
            .With(e.Commitment)
            .Run();

    private void Save(long? owner, OutboxRow o) =>
        this[OutboxSql.Insert]
            .With(o.MessageId)
            .With((long)o.Kind)
            .With(owner)
            .With(o.Address)
            .With(o.AddressKey)
            .With(o.Language)
            .With(o.FromSeq)
            .With(o.ToSeq)
            .With(o.CreatedAt)
            .With(o.DueAt)
            .With(o.OnceKey)
            .With(o.BrowserId?.ToByteArray(bigEndian: true))
            .With((long?)o.StaffAct)
            .Run();
}
