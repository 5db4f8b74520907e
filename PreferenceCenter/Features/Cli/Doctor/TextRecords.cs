using System.Net;
using DnsClient;
using DnsClient.Protocol;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>Reads TXT records from one given name server, or from the system's name servers.</summary>
internal sealed class TextRecords(IPEndPoint? server)
{
    private readonly Lazy<LookupClient> client = new(() => new LookupClient(Options(server)));

    private static LookupClientOptions Options(IPEndPoint? server)
    {
        var options = server is null
            ? new LookupClientOptions()
            : new LookupClientOptions(
                new NameServer(server.Address, server.Port == 0 ? NameServer.DefaultPort : server.Port)
            );
        (options.Timeout, options.Retries, options.UseCache) = (TimeSpan.FromSeconds(3), 1, false);
        return options;
    }

    /// <summary>Reads the TXT records of a name, each as one string. Empty where the name does not exist.</summary>
    /// <exception cref="DnsResponseException">No server answered, or the answer was an error.</exception>
    public async Task<IReadOnlyList<string>> OfAsync(string name, CancellationToken cancel)
    {
        var answer = await client.Value.QueryAsync(name, QueryType.TXT, cancellationToken: cancel);
        if (answer.HasError && answer.Header.ResponseCode != DnsHeaderResponseCode.NotExistentDomain)
            throw new DnsResponseException(answer.ErrorMessage);
        return [.. answer.Answers.OfType<TxtRecord>().Select(record => string.Concat(record.Text))];
    }
}
