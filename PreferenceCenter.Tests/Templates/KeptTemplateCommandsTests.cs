using PreferenceCenter.Tests.Features;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Templates;

/// <summary>Tests the commands <c>templates apply</c>, <c>list</c>, <c>export</c> and <c>remove</c>.</summary>
public sealed class KeptTemplateCommandsTests
{
    private const string Page =
        "<!doctype html><html lang=\"en\"><title>News</title><h1>News</h1><p>Here is the news of November for you, and more.</p><a href=\"{{ unsubscribe }}\">Unsubscribe</a><p>Northwind Ltd, 1 Harbour Street, Cork, Ireland</p></html>";

    [DatabaseFact]
    public async Task A_folder_is_kept_listed_exported_and_kept_elsewhere_as_the_same_bytes()
    {
        await using var rig = await CommandRig.NewAsync();
        var folder = Directory.CreateDirectory(Path.Combine(rig.Folder, "given")).FullName;
        var message = new byte[] { (byte)'X', (byte)':', (byte)' ', 0xFF, (byte)'\n', (byte)'\n', 0x00, 0xFE };
        await File.WriteAllTextAsync(Path.Combine(folder, "news.html"), Page, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(folder, "odd.eml"), message, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "notes.txt"), "x", TestContext.Current.CancellationToken);
        var tried = (await rig.RunAsync("templates", "apply", folder, "--topic", "news", "--dry-run")).Done();
        Assert.Matches(@"kept news\tno-error\t\tlist-unsubscribe,[a-z,-]+\n", tried);
        Assert.Empty((await rig.RunAsync("templates", "list")).Lines);
        var kept = (await rig.RunAsync("templates", "apply", folder, "--topic", "news", "--language", "en")).Done();
        Assert.Matches(@"^kept news\tno-error\t\t[a-z,-]+\nkept odd\tunsound\t", kept);
        Assert.Equal("nothing differs\n", (await rig.RunAsync("templates", "apply", folder)).Done());
        var list = (await rig.RunAsync("templates", "list")).Lines;
        Assert.Matches(@"^news\tnews\ten\tno-error\t2\d{3}-\d\d-\d\dT[\d:]+Z\t\t[a-z,-]+$", list[0]);
        Assert.Matches("^odd\tnews\ten\tunsound\t.*unsubscribe-missing", list[1]);

        var out1 = Path.Combine(rig.Folder, "out");
        (await rig.RunAsync("templates", "export", out1)).Done();
        Assert.Equal(
            message,
            await File.ReadAllBytesAsync(Path.Combine(out1, "odd.eml"), TestContext.Current.CancellationToken)
        );
        Assert.Equal("nothing differs\n", (await rig.RunAsync("templates", "apply", out1)).Done());
        (await rig.RunAsync("templates", "remove", "odd")).Done();
        Assert.Equal(3, (await rig.RunAsync("templates", "remove", "odd")).ExitCode);
        Assert.Single((await rig.RunAsync("templates", "list", "--json")).Lines);
    }

    [Fact]
    public async Task One_wrong_file_keeps_none()
    {
        await using var rig = await CommandRig.NewAsync();
        var good = rig.Write("news.html", Page);
        var run = await rig.RunAsync("templates", "apply", good, rig.Write("Big News.html", Page));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("'Big News' is not 1 to 64 characters", run.Error, StringComparison.Ordinal);
        run = await rig.RunAsync("templates", "apply", good, rig.Write("large.html", new string('x', (2 << 20) + 1)));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("large.html has more than 2 MB.", run.Error, StringComparison.Ordinal);
        Assert.Equal(3, (await rig.RunAsync("templates", "apply", good, "--topic", "nws")).ExitCode);
        Assert.Equal(3, (await rig.RunAsync("templates", "apply", Path.Combine(rig.Folder, "none.html"))).ExitCode);
        Assert.Empty((await rig.RunAsync("templates", "list")).Lines);
    }
}
