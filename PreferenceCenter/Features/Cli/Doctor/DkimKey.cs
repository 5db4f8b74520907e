using System.Security.Cryptography;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// Reads a private RSA key in PEM and gives its public half as DNS publishes it: the SubjectPublicKeyInfo.
/// </summary>
internal static class DkimKey
{
    public static byte[] PublicHalf(string file)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(file));
        return rsa.ExportSubjectPublicKeyInfo();
    }
}
