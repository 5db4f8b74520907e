using System.Buffers.Text;
using CsCheck;
using PreferenceCenter.Links;
using Xunit;

namespace PreferenceCenter.Tests.Links;

/// <summary>Tests properties of every signed token, not only of the vectors.</summary>
[Trait("Requirement", "UNS-04")]
public sealed class SignedLinkTests
{
    private static readonly LinkKeys Keys = LinkVectors.LinkKeys;

    private static readonly Gen<SignedLink> AnyLink = Gen.Select(
        Gen.OneOf<byte>(1, 2, 255),
        Gen.OneOf(LinkPurpose.Unsubscribe, LinkPurpose.Preferences),
        Gen.Guid,
        Gen.UInt,
        Gen.UInt,
        (key, purpose, subscriber, scope, issuedAt) => new SignedLink(key, purpose, subscriber, scope, issuedAt)
    );

    private static string Mint(SignedLink link) =>
        SignedLink.Mint(Keys.Find(link.KeyId)!, link.Purpose, link.Subscriber, link.Scope, link.IssuedAt);

    private static bool Reads(string token) => SignedLink.TryRead(token, Keys, out _);

    [Fact]
    public void What_was_minted_reads_the_same() =>
        AnyLink.Sample(link =>
        {
            var token = Mint(link);
            Assert.Equal(SignedLink.TokenLength, token.Length);
            Assert.True(SignedLink.TryRead(token, Keys, out var read));
            Assert.Equal(link, read);
        });

    [Fact]
    public void Any_bit_flipped_is_refused() =>
        AnyLink.Sample(
            link =>
            {
                var token = Mint(link);
                for (var bit = 0; bit < 44 * 8; bit++)
                {
                    var bytes = Base64Url.DecodeFromChars(token);
                    bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                    Assert.False(Reads(Base64Url.EncodeToString(bytes)));
                }
            },
            iter: 20
        );

    [Fact]
    public void Any_character_replaced_is_refused() =>
        Gen.Select(AnyLink, Gen.Int[0, SignedLink.TokenLength - 1], Gen.Char)
            .Sample(
                (link, at, other) =>
                {
                    var token = Mint(link).ToCharArray();
                    if (token[at] == other)
                        return;
                    token[at] = other;
                    Assert.False(Reads(new string(token)));
                }
            );

    // The two unused bits give every token three more spellings, which lax decoders accept.
    [Fact]
    public void Every_last_character_but_the_one_is_refused()
    {
        var token = LinkVectors.All.Valid[0].Token;
        for (var last = '\0'; last < 0x100; last++)
            Assert.Equal(last == token[^1], Reads(token[..^1] + last));
    }

    [Theory]
    [
        InlineData("="),
        InlineData("%"),
        InlineData("%3D"),
        InlineData(" "),
        InlineData("\n"),
        InlineData("\r\n"),
        InlineData("\t"),
        InlineData("\0"),
        InlineData("A")
    ]
    public void What_the_decoder_would_overlook_is_refused_at_every_place(string extra)
    {
        var token = LinkVectors.All.Valid[0].Token;
        for (var at = 0; at <= token.Length; at++)
        {
            var longer = token.Insert(at, extra);
            foreach (var text in new[] { longer, longer[..SignedLink.TokenLength], longer[^SignedLink.TokenLength..] })
                Assert.Equal(text == token, Reads(text));
        }
    }

    // A token that ends in a zero byte might be accepted without it: 58 characters make 43 bytes, and the buffer behind
    // them was zero.
    [Theory]
    [InlineData("="), InlineData("%"), InlineData(" ")]
    public void A_zero_byte_at_the_end_cannot_be_left_out(string filler)
    {
        var bytes = Enumerable
            .Range(0, 10_000)
            .Select(i => Base64Url.DecodeFromChars(Mint(LinkVectors.All.Valid[0].Link with { IssuedAt = (uint)i })))
            .First(b => b[^1] == 0);
        Assert.True(Reads(Base64Url.EncodeToString(bytes)));

        Assert.False(Reads(Base64Url.EncodeToString(bytes.AsSpan(..43)) + filler));
    }

    [Fact]
    public void Whatever_else_is_typed_is_refused_and_never_throws() =>
        Gen.OneOf(
                Gen.String,
                Gen.String[Gen.Char, SignedLink.TokenLength, SignedLink.TokenLength],
                Gen.String[Gen.Char.AlphaNumeric, SignedLink.TokenLength, SignedLink.TokenLength]
            )
            .Sample(text => Assert.False(Reads(text)));

    [Fact]
    [Trait("Requirement", "UNS-03")]
    public void One_persons_signature_under_anothers_id_is_refused() =>
        Gen.Select(AnyLink, Gen.Guid)
            .Sample(
                (link, other) =>
                {
                    if (other == link.Subscriber)
                        return;
                    var (mine, theirs) = (
                        Base64Url.DecodeFromChars(Mint(link)),
                        Base64Url.DecodeFromChars(Mint(link with { Subscriber = other }))
                    );
                    Assert.False(Reads(Base64Url.EncodeToString([.. theirs[..28], .. mine[28..]])));
                }
            );

    [Fact]
    [Trait("Requirement", "SEC-02")]
    public void A_token_of_another_installation_is_refused() =>
        Gen.Select(AnyLink, Gen.Byte.Array[32])
            .Sample(
                (link, secret) =>
                    Assert.False(
                        Reads(
                            SignedLink.Mint(
                                new LinkKey(link.KeyId, secret),
                                link.Purpose,
                                link.Subscriber,
                                link.Scope,
                                link.IssuedAt
                            )
                        )
                    )
            );

    [Fact]
    public void Many_threads_share_one_key()
    {
        var links = Enumerable
            .Range(0, 20_000)
            .Select(i => new SignedLink(2, LinkPurpose.Preferences, new Guid(i, 0, 0, new byte[8]), (uint)i, 7))
            .ToArray();
        Parallel.ForEach(
            links,
            link =>
            {
                Assert.True(SignedLink.TryRead(Mint(link), Keys, out var read));
                Assert.Equal(link, read);
            }
        );
    }

    [Fact]
    public void Reading_and_minting_into_a_span_leave_no_garbage()
    {
        var vector = LinkVectors.All.Valid[0];
        var key = Keys.Find(vector.KeyId)!;
        Span<char> token = stackalloc char[SignedLink.TokenLength];
        ReadAndMint(token);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            ReadAndMint(token);
        // A test on another thread may use the keyed hash state for a moment; then a second one is created.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);

        void ReadAndMint(Span<char> room)
        {
            Assert.True(SignedLink.TryRead(vector.Token, Keys, out var link));
            SignedLink.Mint(key, link.Purpose, link.Subscriber, link.Scope, link.IssuedAt, room);
        }
    }
}
