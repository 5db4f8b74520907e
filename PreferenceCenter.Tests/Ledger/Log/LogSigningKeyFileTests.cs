using PreferenceCenter.Ledger.Log;
using Xunit;

namespace PreferenceCenter.Tests.Ledger.Log;

/// <summary>Tests the file of the log's signing key.</summary>
[Trait("Requirement", "CON-17")]
public sealed class LogSigningKeyFileTests : IDisposable
{
    private const string Name = "lists.example.org/ledger";
    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("preference-center-keys-");

    private string Secret => Path.Combine(keys.FullName, "log-signing.key");

    private string Public => Path.Combine(keys.FullName, "log-signing.pub");

    [Fact]
    public void The_first_start_makes_a_key_and_every_later_one_finds_it()
    {
        Assert.Null(LogSigningKeyFile.Load(keys.FullName));
        var made = LogSigningKeyFile.LoadOrCreate(keys.FullName, Name);
        Assert.Equal(Name, made.Verifier.Name);
        Assert.Equal(made.ToSecretText() + "\n", File.ReadAllText(Secret));
        Assert.Equal(made.Verifier + "\n", File.ReadAllText(Public));

        var found = LogSigningKeyFile.LoadOrCreate(keys.FullName, "renamed.example.org/ledger");
        Assert.Equal(made.ToSecretText(), found.ToSecretText());
        Assert.Equal(2, keys.GetFiles().Length);
    }

    [Fact]
    public void Only_the_owner_may_read_the_secret_and_everybody_the_public_half()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        if (OperatingSystem.IsWindows())
            return;
        var folder = Path.Combine(keys.FullName, "made", "below");
        LogSigningKeyFile.LoadOrCreate(folder, Name);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(folder, "log-signing.key"))
        );
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(folder)
        );
        Assert.True(File.GetUnixFileMode(Path.Combine(folder, "log-signing.pub")).HasFlag(UnixFileMode.UserRead));
    }

    [Fact]
    public async Task Of_many_that_start_at_once_one_makes_the_key_and_all_use_it()
    {
        using var start = new ManualResetEventSlim();
        var all = Enumerable
            .Range(0, 8)
            .Select(_ =>
                Task.Factory.StartNew(
                    () =>
                    {
                        start.Wait(TestContext.Current.CancellationToken);
                        return LogSigningKeyFile.LoadOrCreate(keys.FullName, Name).ToSecretText();
                    },
                    TestContext.Current.CancellationToken,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
            )
            .ToArray();
        start.Set();
        Assert.Single((await Task.WhenAll(all)).Distinct());
        Assert.Equal(2, keys.GetFiles().Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("PRIVATE+KEY+lists.example.org/ledger+15ce203c+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4\n")]
    [InlineData("PRIVATE+KEY+lists.example.org/ledger+15ce203c+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4e\n")]
    public void A_damaged_key_stops_the_start_and_is_left_as_it_is(string content)
    {
        File.WriteAllText(Secret, content);
        var error = Assert.Throws<InvalidDataException>(() => LogSigningKeyFile.LoadOrCreate(keys.FullName, Name));
        Assert.Contains(Secret, error.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(Secret));
        Assert.False(File.Exists(Public));
    }

    [Fact]
    public void A_lost_key_is_not_made_anew()
    {
        LogSigningKeyFile.LoadOrCreate(keys.FullName, Name);
        File.Delete(Secret);
        var error = Assert.Throws<InvalidDataException>(() => LogSigningKeyFile.LoadOrCreate(keys.FullName, Name));
        Assert.Contains(Secret, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Secret));
    }

    [Fact]
    public void A_public_half_of_another_key_stops_the_start_and_a_missing_one_is_written_again()
    {
        var key = LogSigningKeyFile.LoadOrCreate(keys.FullName, Name);
        File.Delete(Public);
        LogSigningKeyFile.LoadOrCreate(keys.FullName, Name);
        Assert.Equal(key.Verifier + "\n", File.ReadAllText(Public));

        File.WriteAllText(Public, LogSigningKey.New(Name).Verifier + "\n");
        var error = Assert.Throws<InvalidDataException>(() => LogSigningKeyFile.LoadOrCreate(keys.FullName, Name));
        Assert.Contains(Public, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => keys.Delete(recursive: true);
}
