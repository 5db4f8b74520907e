using PreferenceCenter.Domain;

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
            this[InsertEvidenceSql]
                .With("@slot", e.Slot)
                .With("@position", e.Position)
                .With("@count", e.Count)
                .With("@salt", e.Salt)
                .With("@content", e.Content)
                .Run();
        foreach (var (owner, row) in set.Outbox)
            Save(owner?.Subscriber.Id, row);
        foreach (var n in set.Nodes)
            this[InsertNodeSql]
                .With("@slot", n.Slot)
                .With("@level", n.Level)
                .With("@index", n.Index)
                .With("@hash", n.Hash)
                .Run();
        foreach (var renamed in set.Renamed)
            this[Sql.Rename].With("@name", renamed.Name).With("@id", renamed.Id).Run();
        foreach (var (hash, at) in set.UsedLinks)
            this[Sql.UseLink].With("@at", at).With("@hash", hash).Run();
        foreach (var (owner, l) in set.Undos)
            this[Sql.KeepUndo]
                .With("@hash", l.Hash)
                .With("@kind", (long)l.Kind)
                .With("@subscriber", owner.Subscriber.Id)
                .With("@from", l.FromSeq)
                .With("@to", l.ToSeq)
                .With("@expires", l.ExpiresAt)
                .Run();
        foreach (var l in set.UnclaimedLeaves)
            this[KeepLeaveSql].With("@id", l.PublicId).With("@scope", l.Scope).With("@at", l.At).Run();
        foreach (var id in set.ClaimedLeaves)
            this[ClaimLeavesSql].With("@id", id).Run();
        foreach (var r in set.RateLimits)
            this[UpsertRateLimitSql].With("@key", r.Key).With("@until", r.Until).With("@count", r.Count).Run();
        foreach (var o in set.OptIns)
            this[Sql.InsertOptIn]
                .With("@id", o.Id)
                .With("@address", o.AddressKey)
                .With("@at", o.CreatedAt)
                .With("@content", o.Content)
                .Run();
        foreach (var (o, owner) in set.SettledOptIns)
            this[Sql.SettleOptIn]
                .With("@at", o.SettledAt)
                .With("@subscriber", owner?.Subscriber.Id)
                .With("@from", o.FromSeq)
                .With("@to", o.ToSeq)
                .With("@id", o.Id)
                .Run();
        foreach (var (slot, position) in set.ErasedEvidence)
            this[Sql.DeleteEvidence].With("@slot", slot).With("@position", position).Run();
        foreach (var hash in set.LiftedSuppressions)
            this[Sql.LiftSuppression].With("@hash", hash).Run();
        foreach (var kept in set.Suppressed)
            this[AddressSql.KeepAway]
                .With("@hash", kept.KeyedHash)
                .With("@key", kept.KeyId)
                .With("@reason", (long)kept.Reason)
                .Run();
        foreach (var address in set.ForgottenAddresses)
            this[ErasureSql.MailsOfNobody].With("@address", address).Run();
        foreach (var key in set.ForgottenLimits)
            this[ErasureSql.Limit].With("@key", key).Run();
        foreach (var name in set.ErasedAddresses)
            this[ErasureSql.NameErased].With("@hash", name).Run();
        foreach (var person in set.Erased)
            Erase(person);
        WriteCounts(set);
        if (ColdRows.Any(set))
            Over(context => ColdRows.Write(context, set));
        if (set.Seal is { } s)
            this[InsertSealSql]
                .With("@slot", s.Slot)
                .With("@batch", s.Batch)
                .With("@size", s.Size)
                .With("@root", s.Root)
                .With("@others", s.Others)
                .Run();
        if (set.Head is { } h)
            this[UpsertHeadSql]
                .With("@slot", h.Slot)
                .With("@batch", h.Batch)
                .With("@frontier", h.Frontier)
                .With("@houseSeq", h.HouseSeq)
                .With("@housePosition", h.HousePosition)
                .Run();
    }

    private void Readdress(Subscriber person)
    {
        this[AddressSql.Readdress]
            .With("@address", person.Address)
            .With("@key", person.AddressKey)
            .With("@id", person.Id)
            .Run();
        foreach (var sql in (string[])[AddressSql.DropMails, ErasureSql.Sessions])
            this[sql].With("@id", person.Id).Run();
    }

    private void Erase(ErasedPerson person)
    {
        foreach (var address in (string[])[person.AddressKey, .. person.WaitingKeys])
        {
            this[ErasureSql.OptInLinks].With("@address", address).With("@id", person.Id).Run();
            foreach (var byAddress in (string[])[ErasureSql.MailsByAddress, ErasureSql.OptIns])
                this[byAddress].With("@address", address).Run();
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
            this[byId].With("@id", person.Id).Run();
        this[ErasureSql.NameErased].With("@hash", person.IdHash).Run();
        foreach (var key in person.LimitKeys)
            this[ErasureSql.Limit].With("@key", key).Run();
        if (person.Suppression is { } kept)
            this[ErasureSql.KeepSuppressed]
                .With("@hash", kept.KeyedHash)
                .With("@key", kept.KeyId)
                .With("@reason", (long)kept.Reason)
                .Run();
    }

    private void Save(Subscriber s)
    {
        if (s.Id != 0)
        {
            this[UpdateSubscriberSql]
                .With("@language", s.Language)
                .With("@seq", s.LastSeq)
                .With("@slot", s.HeadSlot)
                .With("@position", s.HeadPosition)
                .With("@until", s.NoticeUntil)
                .With("@day", s.NoticeDay)
                .With("@count", s.NoticeCount)
                .With("@id", s.Id)
                .Run();
            return;
        }
        using var row = this[InsertSubscriberSql]
            .With("@publicId", s.PublicId)
            .With("@ledgerId", s.LedgerId)
            .With("@address", s.Address)
            .With("@addressKey", s.AddressKey)
            .With("@name", s.Name)
            .With("@language", s.Language)
            .With("@createdAt", s.CreatedAt)
            .With("@seq", s.LastSeq)
            .With("@slot", s.HeadSlot)
            .With("@position", s.HeadPosition)
            .With("@until", s.NoticeUntil)
            .With("@day", s.NoticeDay)
            .With("@count", s.NoticeCount)
            .Rows();
        row.Read();
        s.Id = row.Int64(0);
    }

    private void Save(long owner, Choice c) =>
        this[UpsertChoiceSql]
            .With("@id", owner)
            .With("@aspect", c.Aspect)
            .With("@value", c.Value)
            .With("@wish", c.Wish)
            .With("@touched", c.Touched)
            .With("@touchedAt", c.TouchedAt)
            .With("@leftAt", c.LeftAt)
            .With("@grantSeq", c.Grant?.Seq)
            .With("@grantAt", Sql.GrantAt(c))
            .With("@grantKind", (long?)c.Grant?.Kind)
            .With("@grantBasis", (long?)c.Grant?.Basis)
            .With("@grantController", c.Grant?.Controller)
            .With("@grantNotice", c.Grant?.Notice)
            .With("@touchedBy", (long)c.TouchedBy)
            .Run();

    private void Save(LedgerEventRow e) =>
        this[InsertEventSql]
            .With("@slot", e.Slot)
            .With("@position", e.Position)
            .With("@ledgerId", e.LedgerId)
            .With("@seq", e.Seq)
            .With("@kind", (long)e.Kind)
            .With("@aspect", e.Aspect)
            .With("@value", e.Value)
            .With("@before", e.Before)
            .With("@refers", e.Refers)
            .With("@channel", (long)e.Channel)
            .With("@actorKind", (long)e.ActorKind)
            .With("@actorId", e.ActorId)
            .With("@basis", (long)e.Basis)
            .With("@controller", e.Controller)
            .With("@notice", e.Notice)
            .With("@at", e.At)
            .With("@prevSlot", e.PrevSlot)
            .With("@prevPosition", e.PrevPosition)
            .With("@commitment", e.Commitment)
            .Run();

    private void Save(long? owner, OutboxRow o) =>
        this[OutboxSql.Insert]
            .With("@messageId", o.MessageId)
            .With("@kind", (long)o.Kind)
            .With("@subscriberId", owner)
            .With("@address", o.Address)
            .With("@addressKey", o.AddressKey)
            .With("@language", o.Language)
            .With("@fromSeq", o.FromSeq)
            .With("@toSeq", o.ToSeq)
            .With("@createdAt", o.CreatedAt)
            .With("@dueAt", o.DueAt)
            .With("@onceKey", o.OnceKey)
            .With("@browser", o.BrowserId?.ToByteArray(bigEndian: true))
            .With("@staffAct", (long?)o.StaffAct)
            .Run();
}
