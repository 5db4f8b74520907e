using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace PreferenceCenter.Features.Doctor;

/// <summary>A private key in PEM, and its public half as it stands in DNS: of RSA the SubjectPublicKeyInfo, of Ed25519 the 32 bytes (RFC 8463 §4.2).</summary>
internal static class DkimKey
{
    public static byte[] PublicHalf(string file)
    {
        var pem = File.ReadAllText(file);
        var found = PemEncoding.Find(pem);
        if (pem[found.Label] == "PRIVATE KEY" && PrivateKeyFactory.CreateKey(Convert.FromBase64String(pem[found.Base64Data])) is Ed25519PrivateKeyParameters edwards)
            return edwards.GeneratePublicKey().GetEncoded();
        using var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa.ExportSubjectPublicKeyInfo();
    }
}
