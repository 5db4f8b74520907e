using System.Security.Cryptography;

namespace PreferenceCenter.Ledger.Events;

/// <summary>
/// Generates random salts for commitments; each is used once. 32 are drawn at a time, because one call to the system's
/// random generator costs as much as a thousand bytes from it.
/// </summary>
internal sealed class Salts
{
    public const int Length = 32;
    private readonly byte[] drawn = new byte[32 * Length];
    private int used;

    public byte[] Next()
    {
        if (used % drawn.Length == 0)
        {
            RandomNumberGenerator.Fill(drawn);
            used = 0;
        }
        return drawn[used..(used += Length)];
    }
}
