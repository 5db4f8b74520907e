using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Tests.Http.Me;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>
/// Tests that a request which stops all mailings puts the address of its subscriber on the suppression list, as long as
/// it holds, and that nothing else depends on that.
/// </summary>
[Trait("Requirement", "ERA-08")]
public sealed class ListedRequestTests
{
    private const string Ada = "ada@people.example";

    [DatabaseTheory]
    [InlineData(PrivacyRequestKind.Objection, true)]
    [InlineData(PrivacyRequestKind.Erasure, true)]
    [InlineData(PrivacyRequestKind.Restriction, true)]
    [InlineData(PrivacyRequestKind.Access, false)]
    public async Task By_letter_and_on_their_page_alike_and_what_is_held_says_so(PrivacyRequestKind kind, bool listed)
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync(Ada, [WebCenter.News]);
        await center.TakeAsync(kind, Ada);
        await center.AskAsync(await center.Web.SubscribeAsync("bob@people.example", [WebCenter.News]), kind);
        using (var raw = center.Web.Raw())
            Assert.Equal(listed ? 2L : 0L, raw.Count("Suppressions"));
        await center.Web.MailsAsync();
        var visitor = new Visitor(center.Web);
        await visitor.OpenAsync(person);
        var files = await ExportTests.DownloadAsync(center.Web, visitor);
        Assert.Equal(listed, files["suppression.csv"].Contains("asked", StringComparison.Ordinal));
    }

    [DatabaseFact]
    public async Task It_ends_with_what_it_took_away_and_not_before()
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync(Ada, [WebCenter.News]);
        await center.AskAsync(person, PrivacyRequestKind.Objection);
        await center.AskAsync(person, PrivacyRequestKind.Restriction);
        using var raw = center.Web.Raw();
        await ChangeAsync(center, person, News);
        Assert.Equal(1L, raw.Count("Suppressions"));
        Assert.Equal("restricted", center.Web.Gate(person, "news"));
        await ChangeAsync(center, person, new Restrict(On: false));
        Assert.Equal(0L, raw.Count("Suppressions"));
        Assert.Equal("allowed", center.Web.Gate(person, "news"));
    }

    [DatabaseTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_erasure_leaves_what_the_settings_say(bool keep)
    {
        await using var center = await RequestCenter.StartAsync($"Privacy:KeepSuppression={keep}");
        var person = await center.Web.SubscribeAsync(Ada, [WebCenter.News]);
        await center.TakeAsync(PrivacyRequestKind.Objection, Ada);
        Assert.True(await center.Web.EraseAsync(person));
        using var raw = center.Web.Raw();
        Assert.Equal(
            keep ? [(long)SuppressionReason.Erased] : [],
            raw.Rows("""SELECT "Reason" FROM "Suppressions" """).Select(row => Convert.ToInt64(row[0], null))
        );
        Assert.Equal(keep, center.Web.Get<ErasureJournal>().Read().Addresses.Count == 1);
    }

    // Objecting is as sure as leaving: neither waits for a disk that is not the database's.
    [DatabaseFact]
    public async Task A_journal_that_cannot_be_written_refuses_nobody_and_is_told_later()
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync(Ada, [WebCenter.News]);
        var inTheWay = Path.Combine(center.Web.Directory, "journal", ErasureJournal.Name);
        Assert.False(File.Exists(inTheWay));
        Directory.CreateDirectory(inTheWay);
        await center.AskAsync(person, PrivacyRequestKind.Objection);
        Assert.Equal("stopped", center.Web.Gate(person, "news"));
        Directory.Delete(inTheWay);
        var hash = center.Web.Get<AddressHasher>().HashesOf(EmailAddress.TryParse(Ada)!)[0].Bytes;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!center.Web.Get<ErasureJournal>().Read().Addresses.ContainsKey(Convert.ToHexStringLower(hash)))
            await Task.Delay(50, patience.Token);
    }

    private static Change News =>
        new Choose(new Dictionary<long, long> { [1] = (long)Frequency.Every }, AddsAtOnce: true);

    private static async Task ChangeAsync(RequestCenter center, Person person, Change change) =>
        Assert.Equal(ChangeOutcome.Done, (await center.Web.ActAsync(person, change, Channel.Identity)).Outcome);
}
