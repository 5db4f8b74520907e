using System.Security.Cryptography;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>A private RSA key in PEM, and its public half as it stands in DNS: the SubjectPublicKeyInfo.</summary>
internal static class DkimKey
{
    public static byte[] PublicHalf(string file)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(file));
        return rsa.ExportSubjectPublicKeyInfo();
    }
}
