using System.Diagnostics;
using System.Text;
using PreferenceCenter.Ledger.Log;
using Xunit;

namespace PreferenceCenter.Tests.Ledger.Log;

/// <summary>Tests that openssl verifies a checkpoint, without any code of this program.</summary>
[Trait("Requirement", "CON-17")]
public sealed class OpenSslTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("preference-center-openssl-");

    [Theory]
    [InlineData("\n8\n", true)]
    [InlineData("\n9\n", false)]
    public async Task OpenSsl_verifies_a_checkpoint_and_refuses_a_changed_one(string size, bool expected)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        Assert.SkipUnless(
            folders.Any(folder => File.Exists(Path.Combine(folder, "openssl"))),
            "openssl is not installed."
        );
        var key = LogSigningKey.New("lists.example.org/ledger");
        var note = CheckpointNote.Sign(new Checkpoint("lists.example.org/ledger", 8, MerkleTree.EmptyRoot), key);
        Assert.True(CheckpointNote.TryParse(note.ToString(), out var read));

        // RFC 8410: the bytes before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo are constant.
        await Write("key.der", [.. Convert.FromHexString("302a300506032b6570032100"), .. key.Verifier.PublicKey]);
        await Write("signature", read.Signatures[0].Signature);
        await Write("text", Encoding.UTF8.GetBytes(read.Text.Replace("\n8\n", size, StringComparison.Ordinal)));
        string[] command =
        [
            "pkeyutl",
            "-verify",
            "-rawin",
            "-pubin",
            "-keyform",
            "DER",
            "-inkey",
            "key.der",
            "-sigfile",
            "signature",
            "-in",
            "text",
        ];
        using var openssl = Process.Start(
            new ProcessStartInfo("openssl", command)
            {
                WorkingDirectory = directory.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = await openssl.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await openssl.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(expected, openssl.ExitCode == 0);
        Assert.Contains(expected ? "Verified Successfully" : "Verification Failure", output, StringComparison.Ordinal);
    }

    public void Dispose() => directory.Delete(recursive: true);

    private Task Write(string name, byte[] content) =>
        File.WriteAllBytesAsync(Path.Combine(directory.FullName, name), content, TestContext.Current.CancellationToken);
}
