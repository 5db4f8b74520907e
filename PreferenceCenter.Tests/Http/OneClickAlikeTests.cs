using System.Text.RegularExpressions;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests that every correctly signed leave gets the same answer, whoever it names: it discloses nothing, and no
/// provider retries.
/// </summary>
[Trait("Requirement", "SEC-12")]
public sealed class OneClickAlikeTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private static readonly (string, string) Pair = ("List-Unsubscribe", "One-Click");

    [DatabaseTheory]
    [InlineData(0)]
    [InlineData(WebCenter.News)]
    [InlineData(WebCenter.Archived)]
    [InlineData(99)]
    [Trait("Requirement", "UNS-10")]
    [Trait("Requirement", "UNS-13")]
    public async Task Fresh_used_unknown_and_erased_cannot_be_told_apart(long scope)
    {
        var center = await shared.NextAsync();
        var everybody = await EverybodyAsync(center, scope);
        var answers = new List<string>();
        foreach (var id in everybody)
            answers.Add((await center.Browser.PostAsync(center.UnsubscribePath(id, scope), Pair)).Seen);
        Assert.StartsWith("200\n", answers[0], StringComparison.Ordinal);
        Assert.Single(answers.Distinct());
    }

    [DatabaseFact]
    public async Task The_page_is_alike_for_all_who_have_not_left_and_after_its_button_for_all_who_are_not_here()
    {
        var center = await shared.NextAsync();
        if (await EverybodyAsync(center, WebCenter.News) is not [var fresh, _, var unknown, var erased])
            throw new InvalidOperationException();
        var (pages, lefts) = (new List<string>(), new List<string>());
        foreach (var id in (Guid[])[fresh, unknown, erased])
        {
            var path = center.UnsubscribePath(id, WebCenter.News);
            var page = await center.Browser.GetAsync(path);
            pages.Add(Same(page.Seen, path));
            var left = await center.Browser.PressOnAsync(page);
            Assert.Equal(200, left.Status);
            Assert.Contains("Unsubscribed from Harbour news", left.Text, StringComparison.Ordinal);
            if (id != fresh)
                lefts.Add(Same(left.Seen, path));
        }
        Assert.Single(pages.Distinct());
        Assert.Single(lefts.Distinct());
    }

    // Each copy of the form has a key of its own.
    private static string Same(string seen, string path) =>
        Regex.Replace(seen.Replace(path, "", StringComparison.Ordinal), "name=\"key\" value=\"[A-Za-z0-9_-]{43}\"", "");

    [DatabaseFact]
    [Trait("Requirement", "ERA-04")]
    public async Task An_old_link_of_somebody_erased_leaves_no_trace_of_them()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var erased = await center.SubscribeAsync(WebCenter.News);
        await center.EraseAsync(erased);
        var id = erased.Id.ToString("D");
        foreach (
            var fields in ((string, string)[][])
                [
                    [Pair],
                    [Pair, ("page", "1")],
                ]
        )
            Assert.Equal(
                200,
                (await center.Browser.PostAsync(center.UnsubscribePath(erased, WebCenter.News), fields)).Status
            );
        // Of somebody unknown it is kept, in both places.
        var unknown = new Person(RandomId.New(), "unknown@people.example");
        await center.Browser.PostAsync(center.UnsubscribePath(unknown), Pair);
        center.Get<JournalKeeper>().CatchUp();
        using var raw = center.Raw();
        Assert.Equal(
            unknown.Id.ToByteArray(bigEndian: true),
            Assert.Single(raw.Rows("""SELECT "PublicId" FROM "UnclaimedLeaves" """))[0]
        );
        var lines = Directory
            .GetFiles(center.Get<StorageSettings>().JournalDirectory)
            .SelectMany(File.ReadAllLines)
            .ToArray();
        Assert.Contains(lines, line => line.StartsWith($"left\t{unknown.Id:D}", StringComparison.Ordinal));
        Assert.DoesNotContain(
            lines,
            line => line.StartsWith("left", StringComparison.Ordinal) && line.Contains(id, StringComparison.Ordinal)
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "UNS-13")]
    public async Task Nobody_who_was_erased_is_made_known_again()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.EraseAsync(person);
        await center.Browser.PostAsync(center.UnsubscribePath(person), Pair);
        using var raw = center.Raw();
        Assert.Equal((0, 1), (raw.Count("Subscribers"), raw.Count("Suppressions")));
        Assert.Empty(await center.MailsOfChangesAsync());
    }

    private static async Task<Guid[]> EverybodyAsync(WebCenter center, long scope)
    {
        var (fresh, used, erased) = (
            await center.SubscribeAsync(WebCenter.News),
            await center.SubscribeAsync(WebCenter.News),
            await center.SubscribeAsync(WebCenter.News)
        );
        await center.Browser.PostAsync(center.UnsubscribePath(used, scope), Pair);
        center.Clock.Advance(TimeSpan.FromDays(400));
        await center.EraseAsync(erased);
        return [fresh.Id, used.Id, RandomId.New(), erased.Id];
    }
}
