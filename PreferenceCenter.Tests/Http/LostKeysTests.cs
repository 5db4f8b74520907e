using PreferenceCenter.Data;
using PreferenceCenter.Hosting;
using PreferenceCenter.Ledger.Log;
using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests a start without keys over an existing database: it is refused. New keys would make the suppression list
/// useless and every checkpoint worthless.
/// </summary>
public sealed class LostKeysTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    [DatabaseTheory]
    [InlineData(AddressHasher.KeyName)]
    [InlineData(LogSigningKeyFile.SecretName)]
    public async Task A_database_with_people_and_without_its_keys_is_not_served(string name)
    {
        await WebCenter.PrepareInAsync(directory);
        await using (var center = await WebCenter.StartAsync(directory: directory))
            await center.SubscribeAsync(WebCenter.News);
        File.Delete(Path.Combine(directory, "keys", name));
        var (server, command) = (new StringWriter(), new StringWriter());
        var arguments = WebCenter.Arguments(directory, ["Urls=http://127.0.0.1:0"]);
        Assert.Equal(ProgramSettings.ExitCode, await WebServer.RunAsync(arguments, server));
        Assert.Null(await Commands.OpenAsync(arguments, command, TestContext.Current.CancellationToken));
        foreach (var complaint in (string[])[server.ToString(), command.ToString()])
        {
            Assert.StartsWith("Storage:KeysDirectory ", complaint, StringComparison.Ordinal);
            Assert.Contains(name, complaint, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(Path.Combine(directory, "keys", name)));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
