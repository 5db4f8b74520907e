using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PreferenceCenter.Tests.Mail;

/// <summary>Step of an SMTP conversation.</summary>
public enum PeerStep
{
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    Noop,
    Sender,
    Recipient,
    Data,
    Content,
}

/// <summary>What the peer does at a step instead of accepting.</summary>
internal sealed record PeerAct(
    string? Reply = null,
    bool Close = false,
    bool Silent = false,
    bool Drip = false,
    bool CloseInside = false
)
{
    public static readonly PeerAct HangUp = new(Close: true);

    /// <summary>Hangs up after the first line of content; at other steps the same as <see cref="HangUp"/>.</summary>
    public static readonly PeerAct HangUpInside = new(CloseInside: true);
    public static readonly PeerAct Silence = new(Silent: true);

    /// <summary>Reply without end, line by line: each read succeeds, and the reply is never complete.</summary>
    public static readonly PeerAct Trickle = new(Drip: true);

    public static implicit operator PeerAct(string reply) => new(reply);
}

/// <summary>Mail that the peer received.</summary>
internal sealed record PeerMail(
    string Sender,
    IReadOnlyList<string> Recipients,
    byte[] Content,
    bool Encrypted,
    string? User
)
{
    /// <summary>Monotonic timestamp of its arrival.</summary>
    public long At { get; } = TimeProvider.System.GetTimestamp();
    public MimeKit.MimeMessage Message => MimeKit.MimeMessage.Load(new MemoryStream(Content));
}

/// <summary>Mail server on a real socket that follows the test's script and keeps what it receives.</summary>
internal sealed class SmtpPeer : IAsyncDisposable
{
    private static readonly Lazy<X509Certificate2> OwnCertificate = new(SelfMade);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<PeerStep, ConcurrentQueue<PeerAct>> next = new();
    private readonly ConcurrentDictionary<PeerStep, PeerAct> always = new();
    private readonly ConcurrentBag<Task> sessions = [];
    private readonly Task accepting;
    private int connections;

    public SmtpPeer()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    public bool Tls { get; init; }
    public bool OffersStartTls { get; init; }
    public bool OffersSmtpUtf8 { get; init; }
    public (string User, string Password)? Account { get; init; }

    /// <summary>
    /// Called at each step before the peer answers; at <see cref="PeerStep.Content"/> after all content has arrived.
    /// </summary>
    public Action<PeerStep>? Reached { get; set; }

    public ConcurrentQueue<PeerMail> Received { get; } = new();

    /// <summary>All mails that arrived completely, accepted or not.</summary>
    public ConcurrentQueue<PeerMail> Contents { get; } = new();
    public ConcurrentQueue<string> Commands { get; } = new();
    public int Connections => connections;

    public static X509Certificate2 Certificate => OwnCertificate.Value;

    public static string CertificateKeyPem()
    {
        using var key = Certificate.GetRSAPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    public static bool Trust(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.GetCertHashString() == Certificate.GetCertHashString();

    /// <summary>Sets what the peer does at that step from now on.</summary>
    public SmtpPeer At(PeerStep step, PeerAct act)
    {
        always[step] = act;
        return this;
    }

    /// <summary>Makes the peer accept that step again.</summary>
    public SmtpPeer Agree(PeerStep step)
    {
        always.TryRemove(step, out _);
        return this;
    }

    /// <summary>Whether the peer hangs up inside the content.</summary>
    public bool HangsUpInside => always.GetValueOrDefault(PeerStep.Content) is { CloseInside: true };

    /// <summary>Sets what the peer does at that step the next time only.</summary>
    public SmtpPeer Once(PeerStep step, PeerAct act)
    {
        next.GetOrAdd(step, _ => new()).Enqueue(act);
        return this;
    }

    public PeerAct? ActAt(PeerStep step)
    {
        Reached?.Invoke(step);
        return next.TryGetValue(step, out var queue) && queue.TryDequeue(out var once)
            ? once
            : always.GetValueOrDefault(step);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(closing.Token);
                Interlocked.Increment(ref connections);
                sessions.Add(ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException || closing.IsCancellationRequested)
        {
            // Closed between two connections: the listener throws an exception of its own.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
                await new SmtpPeerSession(this, client.GetStream()).RunAsync(closing.Token);
        }
        catch (Exception e)
            when (e
                    is IOException
                        or OperationCanceledException
                        or SocketException
                        or System.Security.Authentication.AuthenticationException
            )
        {
            // The client disconnected, as some tests want.
        }
    }

    private static X509Certificate2 SelfMade()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(sessions);
        closing.Dispose();
    }
}
