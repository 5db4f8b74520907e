using System.Text;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>A file of tokens that were minted beforehand, one after the other without separators.</summary>
internal sealed record TokenFile(string Path, long Count)
{
    public static TokenFile Mint(
        string path,
        LinkKey key,
        LinkPurpose purpose,
        IEnumerable<(Guid Person, uint Scope)> links,
        DateTimeOffset now
    )
    {
        using var file = File.Create(path, 1 << 16);
        Span<char> token = stackalloc char[SignedLink.TokenLength];
        Span<byte> bytes = stackalloc byte[SignedLink.TokenLength];
        var count = 0L;
        foreach (var (person, scope) in links)
        {
            SignedLink.Mint(key, purpose, person, scope, (uint)now.ToUnixTimeSeconds(), token);
            Encoding.ASCII.GetBytes(token, bytes);
            file.Write(bytes);
            count++;
        }
        return new TokenFile(path, count);
    }
}
