using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Mail;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Documents;

/// <summary>
/// Does what docs/operations.md, topics.md, notices.md and forms.md tell a new operator, from empty directories: their
/// settings, their files, a sign-up and its confirmation. Only places are others: directories, ports and the email
/// server.
/// </summary>
public sealed partial class ExamplesAsTheyStandTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;
    private readonly string environment = $"T{RandomId.New():N}"[..12];

    private string SettingsFile => Path.Combine(AppContext.BaseDirectory, $"appsettings.{environment}.json");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_nothing_to_the_first_confirmed_sign_up()
    {
        await using var peer = new SmtpPeer { Account = ("preferences@example.org", "…") };
        await File.WriteAllTextAsync(
            SettingsFile,
            Assert
                .Single(Document.Examples("operations.md", "json"))
                .Replace("/var/lib/", directory + "/", StringComparison.Ordinal),
            Cancel
        );
        var places = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = environment,
            ["Mail__Smtp__Host"] = "127.0.0.1",
            ["Mail__Smtp__Port"] = peer.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Mail__Smtp__Security"] = "None",
            ["Server__DrainFor"] = "00:00:00",
        };
        await using var server = await ServingProcess.StartByAsync(places, Cancel);
        foreach (var (document, command) in Files)
        {
            var file = Path.Combine(directory, document);
            await File.WriteAllTextAsync(file, Assert.Single(Document.Examples(document, "json")), Cancel);
            await DoAsync(places, command, "apply", file);
        }
        await DoAsync(places, "consent", "check");

        using var browser = new Http.Browser(server.Address);
        // A node reads what a command has published about a second later.
        Answer form;
        while ((form = await browser.GetAsync("/subscribe/newsletter")).Status == 404)
            await Task.Delay(50, Cancel);
        Assert.Equal(200, form.Status);
        var sent = await browser.PressAsync(
            form,
            null,
            filled =>
            {
                filled.Type("email", "ann@people.example");
                filled.Tick("product-news");
                foreach (var box in filled.QuerySelectorAll("input[type=checkbox]"))
                    ((IHtmlInputElement)box).IsChecked = true;
            }
        );
        Assert.Contains(
            "ann",
            await DoAsync(places, "gate", "product-news", "ann@people.example"),
            StringComparison.Ordinal
        );
        Assert.True(sent.Status is 200 or 303, sent.Text);
        // The day's checkpoint comes too.
        string? link;
        while (
            (
                link = peer
                    .Received.Select(mail => WebCenter.FindLink(mail.Message, "c"))
                    .FirstOrDefault(l => l is not null)
            )
                is null
        )
            await Task.Delay(20, Cancel);
        var confirmed = await browser.PressOnAsync(await browser.GetAsync(link), "confirm");
        Assert.Contains("Subscribed to", confirmed.Text, StringComparison.Ordinal);
        Assert.Equal(
            "ann@people.example\tallowed",
            (await DoAsync(places, "gate", "product-news", "ann@people.example")).Trim()
        );

        await DoAsync(places, "links", "rotate");
        await DoAsync(places, "suppression", "rotate");
        AssertFilesAreListed();
        await AssertChecksAreListedAsync(places, server.Address);
        Assert.Equal(0, await server.StopAsync(Cancel));
        Assert.Empty(Directory.GetFiles(Path.Combine(directory, "preference-center"), "listening-*"));
    }

    private static (string, string)[] Files =>
        [("topics.md", "topics"), ("notices.md", "notices"), ("forms.md", "forms")];

    // The table "Directories" names every file that there is by now, numbers as N.
    private void AssertFilesAreListed()
    {
        var text = Document.Read("operations.md");
        var table = text[text.IndexOf("## Directories", StringComparison.Ordinal)..];
        table = table[..table.IndexOf("\n## systemd", StringComparison.Ordinal)];
        string[] files =
        [
            .. Directory
                .GetDirectories(directory)
                .SelectMany(place => Directory.GetFileSystemEntries(place))
                .Select(path => Path.GetFileName(path)!),
        ];
        Assert.Contains("preference-center.db-wal", files);
        Assert.Contains("suppression-2.key", files);
        Assert.Contains(files, file => file.EndsWith(".journal", StringComparison.Ordinal));
        foreach (var file in files)
        {
            string[] names =
            [
                file,
                Number().Replace(file, "-N."),
                ProcessId().Replace(file, "-N"),
                file.Replace("preference-center.db", "", StringComparison.Ordinal),
                Path.GetExtension(file),
            ];
            Assert.True(
                names.Any(name => name.Length > 0 && table.Contains($"`{name}", StringComparison.Ordinal)),
                $"{file} is not in the table \"Directories\" of docs/operations.md"
            );
        }
    }

    // Each line of the doctor is in the table of docs/commands.md.
    private async Task AssertChecksAreListedAsync(Dictionary<string, string> places, Uri node)
    {
        var (code, output) = await RunAsync(places, "doctor", "--json", "--dns", "127.0.0.1:1");
        Assert.True(code is 0 or 1, output);
        var known = DocumentedNames.InFirstColumn("commands.md", "## doctor", '.').ToHashSet();
        JsonElement[] lines =
        [
            .. output
                .Split('\n')
                .Where(line => line.StartsWith('{'))
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];
        string[] checks = [.. lines.Select(line => line.GetProperty("check").GetString()!).Distinct()];
        // The settings say another port than this node was started with, as a unit of systemd does.
        var local = Assert.Single(lines, line => line.GetProperty("check").GetString() == "one-click.local");
        Assert.Equal("pass", local.GetProperty("grade").GetString());
        Assert.StartsWith(
            node.GetLeftPart(UriPartial.Authority),
            local.GetProperty("says").GetString(),
            StringComparison.Ordinal
        );
        Assert.Contains("staff.two-people", checks);
        Assert.Contains("dns.spf", known);
        Assert.Empty(checks.Except(known));
    }

    private async Task<string> DoAsync(Dictionary<string, string> places, params string[] command)
    {
        var (code, output) = await RunAsync(places, command);
        Assert.True(code == 0, $"{string.Join(' ', command)}: exit {code}\n{output}");
        return output;
    }

    private async Task<(int Code, string Output)> RunAsync(Dictionary<string, string> places, params string[] command)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "PreferenceCenter"), command)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        foreach (var (name, value) in places)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, output + await error);
    }

    [GeneratedRegex(@"-\d+\.")]
    private static partial Regex Number();

    [GeneratedRegex(@"-\d+$")]
    private static partial Regex ProcessId();

    public void Dispose()
    {
        File.Delete(SettingsFile);
        Directory.Delete(directory, recursive: true);
    }
}
