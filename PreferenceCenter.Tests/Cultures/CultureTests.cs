using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Cultures;

/// <summary>
/// Tests that the operating system's language changes nothing: a whole journey in a process of its own, then the program
/// itself over what the journey left, in locales of another calendar, other digits and another alphabet. What is
/// written, mailed, stored and answered is alike.
/// </summary>
public sealed class CultureTests : IDisposable
{
    private const string Usual = "en_US.UTF-8";

    // A date and a capital I there: proof that the locale is in force, and that these would show a fault.
    private static readonly Dictionary<string, string> Locales = new(
        LongTests.Cases<KeyValuePair<string, string>>(
            [new(Usual, "2026-11-23 i"), new("ar_SA.UTF-8", "1448-06-13 i"), new("tr_TR.UTF-8", "2026-11-23 ı")],
            [new("th_TH.UTF-8", "2569-11-23 i")]
        )
    );
    private readonly string folder = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_written_mailed_stored_and_answered_is_alike_in_every_locale()
    {
        await Parallel.ForEachAsync(
            Locales,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = Cancel },
            async (locale, cancel) => await RunAsync(locale.Key, locale.Value, cancel)
        );
        var usual = Outputs(Usual);
        Assert.True(usual.Count > 100, $"{usual.Count} outputs");
        var differences = new List<string>();
        foreach (var locale in Locales.Keys.Where(l => l != Usual))
        {
            var there = Outputs(locale);
            Assert.Equal(usual.Keys, there.Keys);
            foreach (var (name, lines) in usual)
                if (!lines.SequenceEqual(there[name]))
                    differences.Add($"{locale} {name}: {Difference(lines, there[name])}");
        }
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    // The first line that differs, from a little before the place on.
    private static string Difference(string[] lines, string[] there)
    {
        var (usual, other) = lines.Zip(there).Append(("", "more or fewer lines")).First(l => l.Item1 != l.Item2);
        var at = Math.Max(0, usual.Zip(other).TakeWhile(c => c.First == c.Second).Count() - 40);
        return $"{Shown(usual)}\n  is there {Shown(other)}";

        string Shown(string line) => line[at..Math.Min(line.Length, at + 100)];
    }

    private async Task RunAsync(string locale, string sample, CancellationToken cancel)
    {
        var (directory, output) = (
            Directory.CreateDirectory(Path.Combine(folder, locale, "center")).FullName,
            Directory.CreateDirectory(Path.Combine(folder, locale, "output")).FullName
        );
        Assert.Equal(sample, await CultureProcess.StartAsync(locale, directory, output, cancel));
        await RunProgramAsync(directory, output, CultureProcess.Environment(locale), cancel);
    }

    // The program as an operator starts it: its clock is the machine's, so only what holds no time is kept.
    private static async Task RunProgramAsync(
        string directory,
        string output,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancel
    )
    {
        foreach (
            var command in (string[])["ledger rebuild --check", "subscriber show ada.ingrid@people.example --json"]
        )
        {
            var run = await ServingProcess.RunAsync(directory, environment, cancel, command.Split(' '));
            Assert.True(run.ExitCode == 0, run.Output);
            await File.WriteAllTextAsync(Path.Combine(output, "program " + command), run.Output, cancel);
        }
        await using var server = await ServingProcess.StartAsync(
            directory,
            environment,
            cancel,
            CultureJourney.Settings
        );
        using var browser = new Http.Browser(server.Address);
        foreach (var path in (string[])["/health/live", "/subscribe/harbour?language=de"])
            await File.WriteAllTextAsync(
                Path.Combine(output, "program " + path.Replace('/', ' ')),
                (await browser.GetAsync(path)).Body,
                cancel
            );
    }

    private SortedDictionary<string, string[]> Outputs(string locale) =>
        new(
            Directory
                .GetFiles(Path.Combine(folder, locale, "output"))
                .ToDictionary(f => Path.GetFileName(f), f => RandomValues.LeftOut(File.ReadAllText(f))),
            StringComparer.Ordinal
        );

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
