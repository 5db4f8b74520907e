using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Verification;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>
/// Tests that the stored state is a projection of the events: where they differ, a rebuild names the subscriber.
/// </summary>
[Trait("Requirement", "CON-17")]
public sealed class RebuildTests(DamagedLog log) : IClassFixture<DamagedLog>
{
    private static readonly string[] ChoiceColumns =
    [
        .. typeof(ChoiceRow)
            .GetProperties()
            .Select(p => p.Name)
            .Where(name => name is not ("SubscriberId" or "Aspect")),
    ];

    public static TheoryData<string> Columns => [.. ChoiceColumns];

    [Fact]
    public async Task Undamaged_nothing_differs()
    {
        await using var center = await log.CopyAsync(_ => { });
        var people = new StateRebuild(center.Database).Check(
            (_, what) => Assert.Fail(what),
            null,
            CancellationToken.None
        );
        Assert.Equal(24, people);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task A_changed_choice_is_found(string column) =>
        await FindsAsync($"""UPDATE "Choices" SET "{column}" = COALESCE("{column}", 0) + 1""", "choice");

    [Fact]
    public async Task A_choice_that_is_gone_or_was_added_is_found()
    {
        await FindsAsync("""DELETE FROM "Choices" """, "choice");
        await FindsAsync("""UPDATE "Choices" SET "Aspect" = 777""", "choice");
        await FindsAsync(
            """INSERT INTO "Choices" SELECT "SubscriberId", 778, "Value", "Wish", "Touched", "TouchedAt", "TouchedBy", "LeftAt", "GrantSeq", "GrantAt", "GrantKind", "GrantBasis", "GrantController", "GrantNotice" FROM "Choices" """,
            "choice 778"
        );
    }

    [Theory]
    [InlineData("LastSeq", "\"LastSeq\" + 1")]
    [InlineData("LastSeq", "\"LastSeq\" - 1")]
    [InlineData("HeadPosition", "-1")]
    [InlineData("HeadPosition", "0")]
    [InlineData("HeadPosition", "999999")]
    [InlineData("HeadSlot", "1")]
    [InlineData("LedgerId", "zeroblob(16)")]
    [InlineData("LedgerId", "zeroblob(15)")]
    [InlineData("Language", "'xx'")]
    public async Task A_person_bent_away_from_their_history_is_found(string column, string value)
    {
        await using var center = await log.CopyAsync(_ => { });
        var chose = log.People.First(id => center.Find(id).State[PreferenceCenter.Domain.Aspect.Language].Value != 0);
        using var raw = center.Raw();
        raw.Run($"""UPDATE "Subscribers" SET "{column}" = {value} WHERE "PublicId" = @p0""", chose.ToByteArray(true));
        Assert.Equal(
            column == "LedgerId" && value.Contains("15", StringComparison.Ordinal) ? Guid.Empty : chose,
            Assert.Single(center.Rebuild()).Person
        );
    }

    [Theory]
    [InlineData("\"PrevPosition\" = 0")]
    [InlineData("\"PrevPosition\" = -1")]
    [InlineData("\"PrevPosition\" = 888888")]
    [InlineData("\"PrevPosition\" = \"Position\"")]
    [InlineData("\"PrevSlot\" = 5")]
    [InlineData("\"Seq\" = \"Seq\" + 1")]
    [InlineData("\"LedgerId\" = zeroblob(16)")]
    public async Task A_broken_chain_is_found_and_not_read(string damage)
    {
        await using var center = await log.CopyAsync(_ => { });
        var e = center.EventsOf(log.People[3])[5];
        using var raw = center.Raw();
        raw.Run($"""UPDATE "LedgerEvents" SET {damage} WHERE "Position" = @p0""", e.Position);
        Assert.Equal(log.People[3], Assert.Single(center.Rebuild()).Person);
        Assert.Throws<InvalidDataException>(() => center.EventsOf(log.People[3]));
    }

    [Theory]
    [InlineData(67)]
    [InlineData(60)]
    [InlineData(300)]
    public async Task An_event_that_is_none_of_a_person_is_found(int kind)
    {
        await using var center = await log.CopyAsync(_ => { });
        using var raw = center.Raw();
        raw.Run(
            """UPDATE "LedgerEvents" SET "Kind" = @p0 WHERE "Position" = @p1""",
            kind,
            center.EventsOf(log.People[3])[5].Position
        );
        Assert.Equal(log.People[3], Assert.Single(center.Rebuild()).Person);
    }

    [Fact]
    public async Task Two_people_over_one_history_or_each_over_the_others_are_found()
    {
        await using var center = await log.CopyAsync(_ => { });
        using var raw = center.Raw();
        var (one, other) = (center.Find(log.People[1]).Subscriber, center.Find(log.People[2]).Subscriber);
        void Give(Subscriber person, Guid ledgerId) =>
            raw.Run(
                """UPDATE "Subscribers" SET "LedgerId" = @p0 WHERE "Id" = @p1""",
                ledgerId.ToByteArray(true),
                person.Id
            );
        Give(one, other.LedgerId);
        Give(other, one.LedgerId);
        Assert.Equal([log.People[1], log.People[2]], center.Rebuild().Select(d => d.Person));
        Give(one, one.LedgerId);
        Give(other, other.LedgerId);
        Assert.Empty(center.Rebuild());

        // One subscriber's state is copied over another's: it is consistent in itself, but shows one person's consent
        // as another's.
        raw.Run(
            """UPDATE "Subscribers" SET ("LedgerId", "LastSeq", "HeadPosition", "Language") = (SELECT "LedgerId", "LastSeq", "HeadPosition", "Language" FROM "Subscribers" WHERE "Id" = @p0) WHERE "Id" = @p1""",
            one.Id,
            other.Id
        );
        raw.Run("""DELETE FROM "Choices" WHERE "SubscriberId" = @p0""", other.Id);
        raw.Run(
            """INSERT INTO "Choices" SELECT @p0, "Aspect", "Value", "Wish", "Touched", "TouchedAt", "TouchedBy", "LeftAt", "GrantSeq", "GrantAt", "GrantKind", "GrantBasis", "GrantController", "GrantNotice" FROM "Choices" WHERE "SubscriberId" = @p1""",
            other.Id,
            one.Id
        );
        Assert.Equal((log.People[2], "the history is another person's too"), Assert.Single(center.Rebuild()));
    }

    private async Task FindsAsync(string damage, string what)
    {
        await using var center = await log.CopyAsync(_ => { });
        using var raw = center.Raw();
        var person = center.Find(log.People[4]).Subscriber;
        // A grant and a leave fill every column. Only one row is changed, where the statement could affect several.
        var aspect = center.Find(log.People[4]).State.Topics.First(t => t.Grant is not null).Aspect;
        raw.Run($"""{damage} WHERE "SubscriberId" = @p0 AND "Aspect" = @p1""", person.Id, aspect);
        var found = Assert.Single(center.Rebuild());
        Assert.Equal(person.PublicId, found.Person);
        Assert.StartsWith(what, found.What, StringComparison.Ordinal);
    }
}
