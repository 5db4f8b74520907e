using System.Text.Json;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.PrivacyRequests.ProcessingRegister;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Tests.Documents;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Records;

/// <summary>Tests the record of processing activities, generated from the stored data.</summary>
public sealed partial class RecordTests
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [DatabaseFact]
    [Trait("Requirement", "RTS-16")]
    public async Task The_record_has_every_part_of_article_30_and_each_place_of_the_map()
    {
        await using var center = await WebCenter.StartAsync();
        foreach (var language in center.Get<PageContexts>().Languages.All)
        {
            var record = Writer(center).Of(language);
            Assert.Equal(
                ["Northwind Ltd", "1 Harbour Street, Cork, Ireland", "privacy@northwind.example"],
                new[] { record.Controller.Name, record.Controller.Address, record.Controller.Contact }
            );
            Assert.Equal(Enum.GetValues<DataCategory>().Select(WireName.Of), record.Purposes.Select(p => p.Category));
            Assert.All(record.Purposes, p => Assert.True(p.Purpose.Length > 0 && p.Basis.Count > 0));
            Assert.Equal(DataMap.All.Select(e => e.Key), record.Data.Select(d => d.Key));
            Assert.All(
                record.Data,
                d => Assert.DoesNotContain("", (string[])[d.Place, d.Category, d.Basis, d.Source, d.Kept])
            );
            Assert.Equal(
                DataMap.All.Select(e => e.Kept).Distinct().Count(),
                record.Data.Select(d => d.Kept).Distinct(StringComparer.Ordinal).Count()
            );
            Assert.Equal(["EU"], record.Transfers.StoredIn);
            Assert.NotEmpty(record.Recipients);
            Assert.NotEmpty(record.Subjects);
            Assert.Contains(record.Topics, t => t.Key == "news");
            Assert.Equal(
                [
                    "Privacy:PendingRetention",
                    "Links:UndoLifetime",
                    "Privacy:EvidenceRetention",
                    "Privacy:InactiveRetention",
                    "Mail:SentRetention",
                    "Privacy:KeepSuppression",
                    null,
                    null,
                ],
                record.Limits.Select(l => l.Setting)
            );
            Assert.NotEmpty(record.Security);
            // Text, not markup.
            Assert.DoesNotMatch(
                "<|&#|&amp;",
                JsonSerializer.Serialize(record with { Notice = record.Notice with { Html = null } }, Plain)
            );
        }
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "RTS-16")]
    [Trait("Requirement", "ERA-06")]
    public async Task Every_place_and_every_limit_names_its_ground_by_an_article_and_its_term()
    {
        await using var center = await WebCenter.StartAsync();
        foreach (var language in center.Get<PageContexts>().Languages.All)
        {
            var record = Writer(center).Of(language);
            foreach (var (entry, data) in DataMap.All.Zip(record.Data))
            {
                Assert.True(Article().IsMatch(data.Basis), $"{language.Code} {data.Key}: {data.Basis}");
                Assert.False(string.IsNullOrWhiteSpace(data.Kept), $"{language.Code} {data.Key}");
                // A number of days or years, or hours; what has none is for good, or goes with the person.
                Assert.True(
                    entry.Kept is DataKept.ForGood or DataKept.UntilErased or DataKept.Days or DataKept.Hours
                        || data.Kept.Any(char.IsAsciiDigit),
                    $"{language.Code} {data.Key}: {data.Kept}"
                );
            }
            Assert.All(
                record.Limits,
                limit =>
                {
                    Assert.True(Article().IsMatch(limit.Ground), $"{language.Code} {limit.What}: {limit.Ground}");
                    Assert.False(string.IsNullOrWhiteSpace(limit.Limit), $"{language.Code} {limit.What}");
                }
            );
            // Nobody is kept for nothing: nor are those who used to work here.
            Assert.Contains("3", record.Limits[^1].Limit, StringComparison.Ordinal);
        }
    }

    // The number of an article, whatever the word for one is.
    [System.Text.RegularExpressions.GeneratedRegex(@"\b(?:[1-9]|[1-9]\d)\b")]
    private static partial System.Text.RegularExpressions.Regex Article();

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "RTS-16")]
    public async Task What_lacks_is_named_by_its_setting()
    {
        await using var center = await WebCenter.StartAsync();
        var (site, language) = (center.Get<Site>(), center.Get<PageContexts>().Languages.All[0]);
        Assert.DoesNotContain(
            Writer(center).Of(language).Missing,
            m => m.StartsWith("Site:", StringComparison.Ordinal)
        );
        foreach (
            var (key, lacking) in new (string, Site)[]
            {
                ("Site:Controller", site with { Controller = "" }),
                ("Site:PostalAddress", site with { PostalAddress = " " }),
                ("Site:PrivacyContact", site with { PrivacyContact = "" }),
                ("Site:SupervisoryAuthority", site with { SupervisoryAuthority = "" }),
                ("Site:StoredIn", site with { StoredIn = [] }),
            }
        )
            Assert.Contains(key, Writer(center, lacking).Of(language).Missing);
        Assert.Equal(
            ["US"],
            Writer(center, site with { StoredIn = ["IE", "US", "NO"] }).Of(language).Transfers.Outside
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "ERA-06")]
    public async Task How_long_an_objection_is_kept_stands_in_the_record_and_follows_the_setting()
    {
        await using var center = await WebCenter.StartAsync();
        var language = center.Get<PageContexts>().Languages.All[0];
        string Limit(bool keep) =>
            Writer(center, keep: keep).Of(language).Limits.Single(l => l.Setting == "Privacy:KeepSuppression").Limit;
        Assert.Contains("at least 3 years", Limit(keep: true), StringComparison.Ordinal);
        Assert.Contains("not kept", Limit(keep: false), StringComparison.Ordinal);
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-01")]
    public async Task The_notice_is_whole_in_every_language_or_the_record_names_those_it_lacks()
    {
        await using var center = await WebCenter.StartAsync();
        var language = center.Get<PageContexts>().Languages.All[0];
        var notice = Writer(center).Of(language).Notice;
        Assert.NotNull(notice.Version);
        Assert.NotEmpty(notice.Html!);
        // The notice of the tests is in English only, on a site with six languages.
        Assert.Equal(center.Get<Site>().Languages.Except(["en"]), notice.Lacks);
        Assert.Empty(Writer(center, center.Get<Site>() with { Languages = ["en"] }).Of(language).Notice.Lacks);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_command_writes_json_and_a_page_that_is_never_written_over_another()
    {
        await using var rig = await CommandRig.NewAsync();
        var json = await rig.RunAsync("records", "export", "--json");
        using var parsed = JsonDocument.Parse(json.Out);
        Assert.Equal(1, parsed.RootElement.GetProperty("version").GetInt32());
        // The topics of this rig state no purpose, and the record reports the gap.
        Assert.Equal(1, json.ExitCode);
        Assert.Contains("The record lacks topics: news: description.", json.Error, StringComparison.Ordinal);
        var file = Path.Combine(rig.Folder, "record.html");
        Assert.Equal(1, (await rig.RunAsync("records", "export", "--html", file, "--language", "de")).ExitCode);
        var page = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains("lang=\"de\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal(3, (await rig.RunAsync("records", "export", "--html", file)).ExitCode);
        Assert.Equal(3, (await rig.RunAsync("records", "export", "--language", "xx")).ExitCode);
    }

    [Fact]
    public void Each_member_is_explained()
    {
        var document = Document.Read("records.md");
        Assert.All(
            typeof(RecordOfProcessing).GetProperties(),
            p =>
                Assert.Contains(
                    $"`{JsonNamingPolicy.CamelCase.ConvertName(p.Name)}`",
                    document,
                    StringComparison.Ordinal
                )
        );
    }

    private static RegisterWriter Writer(WebCenter center, Site? site = null, bool keep = true) =>
        new(
            site ?? center.Get<Site>(),
            center.Get<MailOptions>(),
            center.Get<RetentionSettings>(),
            center.Get<ErasureSettings>() with
            {
                KeepSuppression = keep,
            },
            center.Get<CatalogueCache>(),
            center.Get<RecipientRegister>(),
            center.Clock
        );
}
