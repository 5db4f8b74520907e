using Microsoft.Data.Sqlite;
using PreferenceCenter.Data;
using PreferenceCenter.Hosting;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Packages;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Commands;

/// <summary>
/// Tests who may run the program: root would leave files in the directories of the service's user that this user cannot
/// open.
/// </summary>
public sealed class RightUserTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("links", "rotate")]
    [InlineData("doctor")]
    [InlineData("serve")]
    [InlineData("restore", "--replay")]
    public async Task Root_runs_nothing_on_what_is_another_users(params string[] command)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root is refused.");
        Dictionary<string, string> places = new()
        {
            ["Storage__Directory"] = Path.Combine(directory, "data"),
            ["Storage__KeysDirectory"] = Path.Combine(directory, "keys"),
            ["Storage__JournalDirectory"] = Path.Combine(directory, "journal"),
        };
        foreach (var setting in ContainerFilesTests.Settings())
            places[setting.Key.Replace(":", "__", StringComparison.Ordinal)] = setting.Value!;
        places["Urls"] = $"http://127.0.0.1:{ServingProcess.FreePort()}";
        foreach (var place in places.Values.Where(value => value.StartsWith(directory, StringComparison.Ordinal)))
            Directory.CreateDirectory(place);
        await Tool.RunAsync("chown", ["65534", places["Storage__KeysDirectory"]], Cancel);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Tool.RunAsync(Path.Combine(AppContext.BaseDirectory, "PreferenceCenter"), command, Cancel, places)
        );

        Assert.Contains("ended with 78: Storage:KeysDirectory '", refused.Message, StringComparison.Ordinal);
        Assert.Contains("sudo -u 'nobody' preference-center", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(directory, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void On_its_own_directories_root_runs_all_and_others_are_not_asked()
    {
        var here = new StorageSettings(directory, directory, directory, DatabaseProvider.Sqlite, "");
        Assert.Null(ProgramBuilder.OfAnotherUser(here, FileOwner.Of(directory)));
        Assert.Null(ProgramBuilder.OfAnotherUser(here, 1000));
        Assert.Null(ProgramBuilder.OfAnotherUser(here with { Directory = "/nowhere" }, FileOwner.Here));
        Assert.Equal("#4294967294", FileOwner.NameOf(4294967294));
    }

    [Fact]
    public void A_refusal_says_whose_rights_counted()
    {
        Assert.Equal(
            "/srv/closed/topics.json may not be opened by ada, who runs this. Put it where ada may read and write, or hand it over on standard input: `-` in its place.",
            CommandLine.Refusal(
                new UnauthorizedAccessException("Access to the path '/srv/closed/topics.json' is denied."),
                "ada"
            )
        );
        Assert.Equal(
            $"{directory} is a directory.",
            CommandLine.Refusal(new UnauthorizedAccessException($"Access to the path '{directory}' is denied."), "ada")
        );
        Assert.Contains(
            "cannot be opened by ada, who runs this",
            CommandLine.Refusal(new SqliteException("SQLite Error 14: 'unable to open database file'.", 14), "ada"),
            StringComparison.Ordinal
        );
        Assert.Equal("No room.", CommandLine.Refusal(new IOException("No room."), "ada"));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
