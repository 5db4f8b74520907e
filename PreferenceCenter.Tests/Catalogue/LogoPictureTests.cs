using System.Text;
using PreferenceCenter.Catalogue.Settings.Pictures;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Catalogue;

/// <summary>Tests what is kept of an uploaded picture, and what is refused.</summary>
public sealed class LogoPictureTests
{
    private static readonly Dictionary<string, byte[]> Good = new()
    {
        ["png"] = SamplePictures.Png(),
        ["jpeg"] = SamplePictures.Jpeg,
        ["progressive"] = SamplePictures.Progressive,
        ["webp"] = SamplePictures.WebP,
        ["lossless"] = SamplePictures.Lossless,
    };

    public static TheoryData<string> Names => [.. Good.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Only_what_draws_it_is_kept(string name)
    {
        var picture = Kept(Good[name]);
        Assert.DoesNotContain(SamplePictures.Secret, Text(picture), StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", Text(picture), StringComparison.OrdinalIgnoreCase);
        // What is kept is a picture itself, and the same: a file that was exported and is applied differs in nothing.
        Assert.Equal(picture.Setting, Kept(picture.Bytes.ToArray()).Setting);
        Assert.Equal(picture.Path, LogoPicture.Of(picture.Setting)!.Path);
        Assert.Matches(@"^/logo/[0-9a-f]{32}\.(png|jpeg|webp)$", picture.Path);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_bytes_are_answered(string name)
    {
        var good = Good[name];
        for (var at = 0; at < good.Length; at++)
        {
            PictureFile.Read(good.AsSpan(0, at));
            byte[] spoilt = [.. good];
            spoilt[at] ^= 0xFF;
            PictureFile.Read(spoilt);
        }
        Assert.Equal(FaultCode.NotPicture, PictureFile.Read(good.AsSpan(0, good.Length / 2)).Refusal);
    }

    [Fact]
    public void What_is_no_picture_is_refused()
    {
        foreach (
            var text in (string[])
                [
                    "",
                    "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
                    "<!DOCTYPE html>",
                    "GIF89a",
                    "RIFF",
                ]
        )
            Assert.Equal(FaultCode.NotPicture, PictureFile.Read(Encoding.UTF8.GetBytes(text)).Refusal);
        Assert.Equal(FaultCode.NotPicture, PictureFile.Read(SamplePictures.Animated).Refusal);
        // A checksum that is wrong, more pixels than it says, fewer.
        var wrong = SamplePictures.Png();
        wrong[17]++;
        Assert.Equal(FaultCode.NotPicture, PictureFile.Read(wrong).Refusal);
        Assert.Equal(FaultCode.NotPicture, PictureFile.Read(SamplePictures.Png(lines: 5000)).Refusal);
        Assert.Equal(FaultCode.NotPicture, PictureFile.Read(SamplePictures.Png(lines: 17)).Refusal);
    }

    [Fact]
    public void One_too_large_or_too_small_is_refused_with_its_size()
    {
        Assert.Equal(FaultCode.PictureTooLarge, PictureFile.Read(new byte[LogoPicture.MostBytes + 1]).Refusal);
        foreach (var (width, height) in ((int, int)[])[(2001, 16), (16, 2001), (15, 16), (16, 1)])
        {
            var (_, refusal, about) = PictureFile.Read(SamplePictures.Png(width, height));
            Assert.Equal(FaultCode.PictureSides, refusal);
            Assert.Equal(
                Invariant($"has {width} × {height} pixels; each side must have 16 to 2000"),
                FaultWords.English.Reason(new Fault("site.logo", FaultCode.PictureSides, [.. about]))
            );
        }
        Assert.NotNull(PictureFile.Read(SamplePictures.Png(2000, 16)).Picture);
    }

    [Theory]
    [InlineData("data:image/svg+xml;base64,PHN2Zy8+")]
    [InlineData("data:text/html;base64,PGI+")]
    [InlineData("data:image/png;base64,%")]
    [InlineData("data:image/png,x")]
    [InlineData("/logo.png")]
    [InlineData(null)]
    public void A_setting_of_another_kind_holds_no_picture(string? setting) => Assert.Null(LogoPicture.Of(setting));

    private static LogoPicture Kept(byte[] bytes)
    {
        var (picture, refusal, _) = PictureFile.Read(bytes);
        Assert.Null(refusal);
        return picture!;
    }

    private static string Text(LogoPicture picture) => Encoding.Latin1.GetString(picture.Bytes.Span);
}
