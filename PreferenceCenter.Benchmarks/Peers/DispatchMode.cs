using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MimeKit.Cryptography;
using PreferenceCenter.Domain;
using PreferenceCenter.Hosting;
using PreferenceCenter.Mail;
using PreferenceCenter.Mail.Dispatch;

namespace PreferenceCenter.Benchmarks.Peers;

/// <summary>
/// The hidden mode <c>dispatch own|stock WARM</c>: the product's dispatcher, with the settings of its environment,
/// sends all due mails, with its own DKIM signer or with that of MimeKit. The first WARM mails are not counted. Prints
/// how many mails were counted and how many seconds they took.
/// </summary>
internal static class DispatchMode
{
    public static async Task<int> RunAsync(string signer, int warm)
    {
        var faults = new List<SettingFault>();
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var settings = ProgramSettings.Read(configuration, development: false, faults);
        if (faults.Count > 0)
            throw new InvalidOperationException($"{faults[0].Key} {faults[0].Message}");
        var center = new ServiceCollection().AddLogging().AddMetrics().AddCenter(settings).AddMailDispatcher();
        if (signer == "stock")
            center.AddSingleton(_ => Stock(configuration["Mail:Dkim:PrivateKeyFile"]!));
        await using var services = center.BuildServiceProvider();
        var dispatcher = ActivatorUtilities.CreateInstance<MailDispatcher>(services);
        for (var sent = 0; sent < warm; )
            sent += await dispatcher.SendDueAsync(CancellationToken.None);
        var (counted, clock) = (0, Stopwatch.StartNew());
        while (await dispatcher.SendDueAsync(CancellationToken.None) is > 0 and var more)
            counted += more;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{counted} {clock.Elapsed.TotalSeconds}"));
        return 0;
    }

    private static DkimSigner Stock(string keyFile) =>
        new(keyFile, "example.org", "bench")
        {
            HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
            BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
        };
}
