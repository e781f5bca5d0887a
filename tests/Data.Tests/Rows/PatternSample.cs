using System.Globalization;
using System.Text;

namespace TradingPlatform.Data.Tests;

/// <summary>Texts that match a regular expression of a CHECK: literals, escapes, classes, groups without alternatives, and counts.</summary>
internal static class PatternSample
{
    private const int Many = 6;

    public static string Of(string pattern, Random random)
    {
        var position = 0;
        return Sequence(pattern, ref position, random);
    }

    private static string Sequence(string pattern, ref int position, Random random)
    {
        var text = new StringBuilder();
        while (position < pattern.Length && pattern[position] != ')')
        {
            var start = position;
            var piece = Piece(pattern, ref position, random);
            var (least, most) = Count(pattern, ref position);
            var after = position;
            for (var count = random.Next(least, most + 1); count > 0; count--)
            {
                text.Append(piece);
                position = start;
                piece = Piece(pattern, ref position, random);
            }

            position = after;
        }

        return text.ToString();
    }

    private static string Piece(string pattern, ref int position, Random random)
    {
        var sign = pattern[position++];
        switch (sign)
        {
            case '^' or '$':
                return "";
            case '\\':
                return pattern[position++] switch { 'd' => random.Next(10).ToString(CultureInfo.InvariantCulture), 'w' => "w", var escaped => escaped.ToString() };
            case '.':
                return "x";
            case '(':
                if (pattern[position] == '?') position += 2;
                var inner = Sequence(pattern, ref position, random);
                position++;
                return inner;
            case '[':
                return OneOf(pattern, ref position, random);
            default:
                return sign.ToString();
        }
    }

    private static string OneOf(string pattern, ref int position, Random random)
    {
        var signs = new List<char>();
        while (pattern[position] != ']')
        {
            var from = pattern[position] == '\\' ? pattern[++position] : pattern[position];
            position++;
            if (pattern[position] == '-' && pattern[position + 1] != ']')
            {
                for (var sign = from; sign <= pattern[position + 1]; sign++) signs.Add(sign);
                position += 2;
            }
            else signs.Add(from);
        }

        position++;
        return signs[random.Next(signs.Count)].ToString();
    }

    private static (int Least, int Most) Count(string pattern, ref int position)
    {
        if (position >= pattern.Length) return (1, 1);

        switch (pattern[position])
        {
            case '*': position++; return (0, Many);
            case '+': position++; return (1, Many);
            case '?': position++; return (0, 1);
            case '{':
                var end = pattern.IndexOf('}', position);
                var parts = pattern[(position + 1)..end].Split(',');
                position = end + 1;
                var least = int.Parse(parts[0], CultureInfo.InvariantCulture);
                return (least, parts.Length == 1 ? least : parts[1].Length == 0 ? least + Many : int.Parse(parts[1], CultureInfo.InvariantCulture));
            default: return (1, 1);
        }
    }
}
