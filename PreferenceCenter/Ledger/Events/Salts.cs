using System.Security.Cryptography;

namespace PreferenceCenter.Ledger.Events;

/// <summary>
/// Random bytes for commitments, each given out once. Drawn many at a time: a call to the system's generator costs as
/// much as a thousand bytes of it.
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
