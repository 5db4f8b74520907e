using System.Globalization;
using System.Security.Cryptography;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures how fast due mails are composed, rendered, signed, recorded and sent over one connection. Compared with the
/// same using the signer of the mail library.
/// </summary>
internal sealed class DispatchMeasure : Measure
{
    private const int KeyBits = 2048,
        Warm = 1500;
    private static readonly Floor OverStock = Floor.AtLeast(5);

    public override string Name => "dispatch";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var key = bench.Workspace.NewFile("dkim.pem");
        using (var rsa = RSA.Create(KeyBits))
            await File.WriteAllTextAsync(key, rsa.ExportPkcs8PrivateKeyPem(), cancel);
        using var sink = await ServerProcess.StartSelfAsync(bench.Workspace, "sink", [], cancel);
        var (own, stock) = (new List<double>(), new List<double>());
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            // Other mails in each round, as many as take a second or two.
            if (round % 2 == 0)
                own.Add(await SendAsync(bench, sink, key, "own", 3000, cancel));
            stock.Add(await SendAsync(bench, sink, key, "stock", 500, cancel));
            if (round % 2 == 1)
                own.Add(await SendAsync(bench, sink, key, "own", 3000, cancel));
        }
        return
        [
            new Row(
                "mails sent, rendered and signed (RSA 2048), one connection",
                Median.Of(own),
                "mails/s",
                Median.Of(own.Zip(stock, (o, s) => o / s)),
                "MimeKit's stock signer",
                OverStock
            ),
            new Row("the same with MimeKit's stock signer", Median.Of(stock), "mails/s"),
        ];
    }

    private static async Task<double> SendAsync(
        Bench bench,
        ServerProcess sink,
        string key,
        string signer,
        int count,
        CancellationToken cancel
    )
    {
        // Both run inside this program, because the published program has no other signer.
        var installation = new Installation(
            bench.Workspace,
            program: "",
            await (await bench.CrowdAsync(Options.Small, cancel)).Place.CopyAsync(cancel)
        );
        DueMails.Make(installation.Place, Warm + count, bench.Now);
        using var dispatch = installation.RunSelf(
            [
                ("Mail__Transport", "Smtp"),
                ("Mail__Smtp__Host", "127.0.0.1"),
                ("Mail__Smtp__Port", sink.Port.ToString(CultureInfo.InvariantCulture)),
                ("Mail__Smtp__Security", "None"),
                ("Mail__Smtp__Connections", "1"),
                ("Mail__Dkim__Domain", "example.org"),
                ("Mail__Dkim__Selector", "bench"),
                ("Mail__Dkim__PrivateKeyFile", key),
            ],
            "dispatch",
            signer,
            Warm.ToString(CultureInfo.InvariantCulture)
        );
        var output = (await dispatch.FinishAsync(cancel)).Split(' ');
        var (sent, seconds) = (
            int.Parse(output[0], CultureInfo.InvariantCulture),
            double.Parse(output[1], CultureInfo.InvariantCulture)
        );
        Books.CloseOutbox(installation, Warm + count);
        Bench.Say($"  {signer, -5} signer: {sent} mails in {Figure.Text(seconds)} s");
        return sent / seconds;
    }
}
