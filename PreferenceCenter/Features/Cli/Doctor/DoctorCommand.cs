using System.CommandLine;
using System.Data.Common;
using System.Net;
using System.Runtime.CompilerServices;
using MimeKit;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// The command <c>doctor</c>: checks all that mails need to arrive and unsubscribing needs to work. Changes nothing.
/// </summary>
internal static class DoctorCommand
{
    /// <summary>One finding as JSON.</summary>
    private sealed record Line(string Grade, string Check, string Says);

    public static CommandList AddDoctorCommand(this CommandList tree)
    {
        var dns = new Option<string?>("--dns")
        {
            Description = "The name server to ask. Without it: the system's.",
            HelpName = "HOST[:PORT]",
        };
        var sendTo = new Option<string?>("--send-to")
        {
            Description = "Email a probe to this address, a mailbox of yours.",
            HelpName = "ADDRESS",
        };
        dns.Validators.Add(result =>
        {
            if (result.GetValue(dns) is { } typed && !IPEndPoint.TryParse(typed, out _))
                result.AddError($"--dns takes the IP address of a name server, not {typed}.");
        });
        sendTo.Validators.Add(result =>
        {
            if (result.GetValue(sendTo) is { } typed && !MailboxAddress.TryParse(typed, out _))
                result.AddError($"--send-to takes an email address, not {typed}.");
        });
        return tree.Add(
            "doctor",
            new CenterCommand(
                "doctor",
                "Checks everything that emails and unsubscribing depend on: one line each, pass, warn or fail. Changes nothing.",
                "doctor",
                "doctor --send-to me@gmail.com",
                "doctor --dns 9.9.9.9 --json"
            )
            {
                dns,
                sendTo,
            },
            call => RunAsync(call, call.Value(dns), call.Value(sendTo)),
            CommandNeeds.Settings
        );
    }

    private static async Task<int> RunAsync(CommandCall call, string? dns, string? sendTo)
    {
        var examined = new Examination(
            call.Center,
            new TextRecords(dns is null ? null : IPEndPoint.Parse(dns)),
            sendTo is null ? null : MailboxAddress.Parse(sendTo)
        );
        var failed = false;
        var unready = new Dictionary<CheckNeeds, string?>
        {
            [CheckNeeds.Settings] = null,
            [CheckNeeds.Database] = Unready(call, keys: false),
            [CheckNeeds.Keys] = Unready(call, keys: true),
        };
        foreach (var (name, needs, look) in Checks.All)
        await foreach (
            var finding in unready[needs] is { } why
                ? new[] { Finding.Warn(name, $"not looked at: {why}") }.ToAsyncEnumerable()
                : LookAsync(name, look, examined, call.Cancel)
        )
        {
            failed |= finding.Grade == Grade.Fail;
            Write(call, finding);
        }
        return failed ? ExitCode.Found : ExitCode.Done;
    }

    // What reads tables needs those of this version, and opening keys would make those that are missing.
    private static string? Unready(CommandCall call, bool keys)
    {
        try
        {
            var directory = call.Service<StorageSettings>().KeysDirectory;
            var missing = ((string[])[AddressHasher.KeyName, LogSigningKeyFile.SecretName]).Any(name =>
                !File.Exists(Path.Combine(directory, name))
            );
            return call.Service<Database>().Schema().Refusal
                ?? call.Host.KeysLost(call.Center)
                ?? (
                    keys && missing ? $"{directory} holds no keys yet, the first start of the server makes them" : null
                );
        }
        catch (DbException reason)
        {
            return $"the database cannot be read ({reason.Message})";
        }
    }

    private static async IAsyncEnumerable<Finding> LookAsync(
        string name,
        CheckStep look,
        Examination examined,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        await using var findings = look(examined, cancel).GetAsyncEnumerator(cancel);
        while (true)
        {
            Finding? broken = null;
            try
            {
                if (!await findings.MoveNextAsync())
                    yield break;
            }
#pragma warning disable CA1031 // The boundary of a check: one that fails must not keep the others from running.
            catch (Exception reason) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
            {
                broken = Finding.Fail(name, $"could not be looked at: {reason.Message}");
            }
            yield return broken ?? findings.Current;
            if (broken is not null)
                yield break;
        }
    }

    private static void Write(CommandCall call, Finding finding)
    {
        var grade = WireName.Of(finding.Grade);
        if (call.Json)
            call.Terminal.WriteJson(new Line(grade, finding.Check, finding.Says));
        else
            call.Terminal.Out.WriteLine($"{grade}  {finding.Check}  {finding.Says}");
        // An operator watches the output, and the next finding may take seconds.
        call.Terminal.Out.Flush();
    }
}
