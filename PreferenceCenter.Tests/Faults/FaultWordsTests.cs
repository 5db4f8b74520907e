using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Subscriptions.Imports;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Faults;

/// <summary>Tests that every fault that a file can have is raised by a real file and worded in every language.</summary>
public sealed partial class FaultWordsTests(RaisedFaults raised) : IClassFixture<RaisedFaults>
{
    public static TheoryData<string> Languages => [.. PreferenceCenter.Domain.Languages.All];

    [Fact]
    public void Every_code_is_raised_by_a_file() =>
        // Five are of no file: FirstStartTests, SettingsServiceTests, CataloguePublisherTests and NoticeDeskTests raise them.
        Assert.Equal(
            [
                FaultCode.ControllerFixed,
                FaultCode.NeedsOwner,
                FaultCode.ChangedMeanwhile,
                FaultCode.CatalogueMoved,
                FaultCode.DraftFailed,
            ],
            Enum.GetValues<FaultCode>().Except(raised.All.Select(one => one.Fault.Code))
        );

    [Theory, MemberData(nameof(Languages))]
    public void Every_code_has_words_that_use_all_its_arguments(string language)
    {
        var texts = TextsIn(language);
        Assert.Equal(
            WireName.All<FaultCode>().Order(StringComparer.Ordinal),
            texts.Keys.Where(key => !key.StartsWith("place-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
        var words = new FaultWords(CultureInfo.GetCultureInfo(language));
        foreach (var (_, fault) in raised.All)
        {
            var gaps = Gap().Matches(texts[WireName.Of(fault.Code)]).Select(gap => gap.Groups[1].Value).ToHashSet();
            Assert.True(
                gaps.SetEquals(fault.Arguments.Index().Select(argument => $"{argument.Index}")),
                $"{language}: {fault}"
            );
            var sentence = words.Of(fault);
            Assert.All(
                fault.Arguments.Select(argument => argument.Value).OfType<string>(),
                text => Assert.Contains(text, sentence, StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void Every_fault_is_read_as_it_was_kept() =>
        Assert.All(
            raised.All,
            one => Assert.Equal(one.Fault, FaultJson.Read(JsonNode.Parse(FaultJson.Write(one.Fault).ToJsonString())!))
        );

    [Fact]
    public void No_argument_is_a_sentence()
    {
        var columns = ExportPrograms.All.SelectMany(p => p.Columns.Values.SelectMany(names => names)).ToHashSet();
        var pieces =
            from one in raised.All
            from text in one.Fault.Arguments.Select(argument => argument.Value).OfType<string>()
            where !one.File.Contains(text, StringComparison.Ordinal)
            from piece in text.Split(", ")
            where piece.Contains(' ', StringComparison.Ordinal) && !columns.Contains(piece)
            select $"{one.Fault.Code}: {piece}";
        Assert.Empty(pieces);
    }

    [Fact]
    public void Numbers_and_days_are_written_as_the_reader_writes_them()
    {
        var (english, german) = (FaultWords.English, new FaultWords(CultureInfo.GetCultureInfo("de")));
        var (length, day) = (
            new Fault("statement", FaultCode.TooLong, 10_000),
            new Fault("renewBy", FaultCode.RenewalDayPast, new DateOnly(2027, 3, 5))
        );
        Assert.Equal("statement: is longer than 10000 characters", english.Of(length));
        Assert.Equal("statement: Ist länger als 10.000 Zeichen", german.Of(length));
        Assert.StartsWith("'2027-03-05' is not in the future", english.Reason(day), StringComparison.Ordinal);
        Assert.StartsWith("Der 5. März 2027 liegt nicht", german.Reason(day), StringComparison.Ordinal);
    }

    [Fact]
    public void A_piece_of_a_file_keeps_its_direction_in_a_sentence_from_right_to_left() =>
        Assert.Contains(
            "\u2068product-news\u2069",
            new FaultWords(CultureInfo.GetCultureInfo("ar")).Of(
                new("topics[0]", FaultCode.UnknownTopic, "product-news")
            ),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("", 0, "Datei")]
    [InlineData("", 3, "Zeile 3")]
    [InlineData("email", 3, "Zeile 3, email")]
    [InlineData("topics[0].key", 0, "topics[0].key")]
    public void A_place_is_a_field_a_line_both_or_the_file(string path, long line, string words) =>
        Assert.Equal(words, new FaultWords(CultureInfo.GetCultureInfo("de")).Place(new(path, line)));

    private static Dictionary<string, string> TextsIn(string language) =>
        new ResourceManager(typeof(FaultWords))
            .GetResourceSet(
                language == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language),
                createIfNotExists: true,
                tryParents: false
            )!
            .Cast<DictionaryEntry>()
            .ToDictionary(text => (string)text.Key, text => (string)text.Value!);

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Gap();
}
