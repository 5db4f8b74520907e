using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Unfindable;

/// <summary>
/// Joins every column of every table, every line of every file and every email with all others, before and after an
/// erasure: with every key in hand, nothing leads from an address, or from the id in an old link, to an event of the log
/// or to a request, and nothing from the reference of a request to an event. Tables and files are those that exist, so what is added later is joined too.
/// </summary>
public sealed class JoinEverythingTests
{
    [DatabaseFact]
    [Trait("Requirement", "ERA-02")]
    [Trait("Requirement", "ERA-04")]
    public async Task After_an_erasure_nothing_leads_from_an_address_or_an_old_link_to_the_log()
    {
        await using var people = await ErasedPeople.LiveAsync();
        // While they are here everything leads to everything: the search finds what there is.
        var before = new Unfound(people, Remains.Of(people.Center));
        Assert.All(people.People, one => Assert.NotEmpty(before.PathsOf(one)));
        Assert.All(people.People, one => Assert.NotEmpty(before.PathsOfRequests(one)));

        await people.EraseAsync();
        AssertUnfound(people, "the same day");
        people.Center.Clock.Advance(TimeSpan.FromDays(1));
        await people.WorkAsync();
        await people.WorkAsync();
        AssertUnfound(people, "a day later");
        people.Center.Clock.Advance(TimeSpan.FromDays(1));
        await people.WorkAsync();
        await people.AnswerAsync();
        await people.WorkAsync();
        AssertUnfound(people, "two days later");
    }

    private static void AssertUnfound(ErasedPeople people, string when)
    {
        var after = new Unfound(people, Remains.Of(people.Center));
        string[] paths =
        [
            .. people.People.SelectMany(one => after.PathsOf(one)),
            .. people.People.SelectMany(one => after.PathsOfRequests(one)),
            .. after.PathsByColumn(),
            .. after.PathsByOrder(),
        ];
        Assert.True(paths.Length == 0, $"{when}:\n{string.Join('\n', paths.Take(20))}");
    }
}
