;; Finds the lines of a stretch of bytes that hold one of some byte sequences (needles), in one pass over blocks of 64 bytes.
;;
;; Few needles are known by pairs: two bytes at some distance, compared with every place at once. Bytes are compared with the bit that
;; tells small letters from capital ones set, so that some others look alike. Where a pair fits, every needle is compared byte by byte.
;;
;; Many needles lie in up to eight buckets, a bit each. Three neighbouring bytes of every needle, its window, are looked for: for each of
;; them two tables tell which buckets have a byte of this low and of this high half there. Where all three bytes leave a bucket
;; over, its needles are compared. `scan-tables.ts` writes the tables; `npm run assemble` makes `scan-module.ts` of this file.
;;
;; Memory, in bytes:
;;       0  result: lines looked at (i32), where to go on (i32)
;;      16  number of pairs (i32), 0 where windows are looked for
;;      32  tables of the window: low and high half of its first, second and third byte
;;     128  buckets: first record (i32), number of records (i32); pairs use the first one
;;     192  codes that, as an escape \u00.., make a line wanted (a byte each)
;;     320  the buckets found at each byte of a block
;;     384  pairs, 48 bytes: sixteen times the first byte, sixteen times the second, how far the second is from the first (i32)
;;     768  records of needles, 20 bytes: length, where its window or pair ends, whether an escape follows, bytes, bits to set before comparing
;;   16384  result: wanted lines, three i32 each: where they begin, where their line feed is, lines before them
;;   65600  the bytes to look at, behind a line feed
(module
  (memory (export "memory") 2)

  ;; The value of a hexadecimal digit; 128 for any other byte.
  (func $hex (param $code i32) (result i32)
    (if (i32.lt_u (i32.sub (local.get $code) (i32.const 0x30)) (i32.const 10))
      (then (return (i32.sub (local.get $code) (i32.const 0x30)))))
    (local.set $code (i32.or (local.get $code) (i32.const 0x20)))
    (if (i32.lt_u (i32.sub (local.get $code) (i32.const 0x61)) (i32.const 6))
      (then (return (i32.sub (local.get $code) (i32.const 0x57)))))
    (i32.const 128))

  ;; Whether the needle of a record lies at a place.
  (func $lies (param $record i32) (param $at i32) (result i32)
    (local $i i32) (local $length i32) (local $bytes i32) (local $bits i32) (local $code i32)
    (local.set $length (i32.load (local.get $record)))
    (local.set $bytes (i32.load offset=12 (local.get $record)))
    (local.set $bits (i32.load offset=16 (local.get $record)))
    (loop $next
      (if (i32.ne
            (i32.or (i32.load8_u (i32.add (local.get $at) (local.get $i))) (i32.load8_u (i32.add (local.get $bits) (local.get $i))))
            (i32.load8_u (i32.add (local.get $bytes) (local.get $i))))
        (then (return (i32.const 0))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (local.get $length))))
    (if (i32.load offset=8 (local.get $record))
      (then
        (local.set $at (i32.add (local.get $at) (local.get $length)))
        (local.set $code
          (i32.add
            (i32.shl (call $hex (i32.load8_u (local.get $at))) (i32.const 4))
            (call $hex (i32.load8_u offset=1 (local.get $at)))))
        (if (i32.ge_u (local.get $code) (i32.const 128)) (then (return (i32.const 0))))
        (return (i32.load8_u offset=192 (local.get $code)))))
    (i32.const 1))

  ;; Whether the window of a needle of some buckets ends at a place.
  (func $found (param $at i32) (param $buckets i32) (result i32)
    (local $bucket i32) (local $record i32) (local $end i32)
    (loop $nextBucket
      (local.set $bucket (i32.shl (i32.ctz (local.get $buckets)) (i32.const 3)))
      (local.set $record (i32.load offset=128 (local.get $bucket)))
      (local.set $end
        (i32.add (local.get $record) (i32.mul (i32.load offset=132 (local.get $bucket)) (i32.const 20))))
      (loop $nextRecord
        (if (call $lies (local.get $record) (i32.sub (local.get $at) (i32.load offset=4 (local.get $record))))
          (then (return (i32.const 1))))
        (local.set $record (i32.add (local.get $record) (i32.const 20)))
        (br_if $nextRecord (i32.lt_u (local.get $record) (local.get $end))))
      (local.set $buckets (i32.and (local.get $buckets) (i32.sub (local.get $buckets) (i32.const 1))))
      (br_if $nextBucket (local.get $buckets)))
    (i32.const 0))

  ;; Whether a line has the form that a line which is passed over must have (LineForm).
  (func $hasForm (param $start i32) (param $end i32) (param $text i32) (result i32)
    (local $last i32)
    (if (local.get $text)
      (then
        (return
          (i32.and
            (i32.gt_u (local.get $end) (local.get $start))
            (i32.gt_u (i32.load8_u (local.get $start)) (i32.const 0x20))))))
    (local.set $last (i32.sub (local.get $end) (i32.const 1)))
    (if (i32.eq (i32.load8_u (local.get $last)) (i32.const 0x0d))
      (then (local.set $last (i32.sub (local.get $last) (i32.const 1)))))
    (i32.and
      (i32.gt_s (local.get $last) (local.get $start))
      (i32.and
        (i32.eq (i32.load8_u (local.get $start)) (i32.const 0x7b))
        (i32.eq (i32.load8_u (local.get $last)) (i32.const 0x7d)))))

  ;; A bit for each byte of four vectors that is not zero but all ones.
  (func $bits (param $a v128) (param $b v128) (param $c v128) (param $d v128) (result i64)
    (i64.or
      (i64.or
        (i64.extend_i32_u (i8x16.bitmask (local.get $a)))
        (i64.shl (i64.extend_i32_u (i8x16.bitmask (local.get $b))) (i64.const 16)))
      (i64.or
        (i64.shl (i64.extend_i32_u (i8x16.bitmask (local.get $c))) (i64.const 32))
        (i64.shl (i64.extend_i32_u (i8x16.bitmask (local.get $d))) (i64.const 48)))))

  ;; Looks at whole lines; gives the number of wanted ones. Stops early when there are `$most`.
  (func (export "scan")
    (param $from i32) (param $to i32) (param $text i32) (param $longest i32) (param $most i32) (result i32)
    (local $at i32) (local $start i32) (local $end i32) (local $lines i32) (local $count i32) (local $out i32)
    (local $pairs i32) (local $pair i32) (local $back i32) (local $part i32) (local $place i32) (local $wanted i32)
    (local $feeds i64) (local $hits i64) (local $confirmed i64) (local $bit i64) (local $inside i64)
    (local $case v128) (local $half v128) (local $feed v128) (local $zero v128)
    (local $text0 v128) (local $text1 v128) (local $text2 v128) (local $text3 v128)
    (local $hit0 v128) (local $hit1 v128) (local $hit2 v128) (local $hit3 v128) (local $a v128) (local $b v128)
    (local $block v128) (local $low v128) (local $high v128) (local $buckets v128)
    (local $first v128) (local $second v128) (local $first0 v128) (local $second0 v128)
    (local.set $pairs (i32.add (i32.const 384) (i32.mul (i32.load (i32.const 16)) (i32.const 48))))
    (local.set $case (i8x16.splat (i32.const 0x20)))
    (local.set $half (i8x16.splat (i32.const 0x0f)))
    (local.set $feed (i8x16.splat (i32.const 0x0a)))
    ;; Nothing is known of the bytes before the first.
    (local.set $first0 (v128.const i64x2 -1 -1))
    (local.set $second0 (v128.const i64x2 -1 -1))
    (local.set $out (i32.const 16384))
    (local.set $at (local.get $from))
    (local.set $start (local.get $from))
    (block $done
      (loop $nextBlock
        (br_if $done (i32.ge_u (local.get $at) (local.get $to)))
        (local.set $hit0 (local.get $zero))
        (local.set $hit1 (local.get $zero))
        (local.set $hit2 (local.get $zero))
        (local.set $hit3 (local.get $zero))
        (if (i32.gt_u (local.get $pairs) (i32.const 384))
          (then
            (local.set $text0 (v128.or (v128.load (local.get $at)) (local.get $case)))
            (local.set $text1 (v128.or (v128.load offset=16 (local.get $at)) (local.get $case)))
            (local.set $text2 (v128.or (v128.load offset=32 (local.get $at)) (local.get $case)))
            (local.set $text3 (v128.or (v128.load offset=48 (local.get $at)) (local.get $case)))
            (local.set $pair (i32.const 384))
            (loop $nextPair
              (local.set $a (v128.load (local.get $pair)))
              (local.set $b (v128.load offset=16 (local.get $pair)))
              (local.set $back (i32.sub (local.get $at) (i32.load offset=32 (local.get $pair))))
              (local.set $hit0
                (v128.or
                  (local.get $hit0)
                  (v128.and
                    (i8x16.eq (local.get $text0) (local.get $b))
                    (i8x16.eq (v128.or (v128.load (local.get $back)) (local.get $case)) (local.get $a)))))
              (local.set $hit1
                (v128.or
                  (local.get $hit1)
                  (v128.and
                    (i8x16.eq (local.get $text1) (local.get $b))
                    (i8x16.eq (v128.or (v128.load offset=16 (local.get $back)) (local.get $case)) (local.get $a)))))
              (local.set $hit2
                (v128.or
                  (local.get $hit2)
                  (v128.and
                    (i8x16.eq (local.get $text2) (local.get $b))
                    (i8x16.eq (v128.or (v128.load offset=32 (local.get $back)) (local.get $case)) (local.get $a)))))
              (local.set $hit3
                (v128.or
                  (local.get $hit3)
                  (v128.and
                    (i8x16.eq (local.get $text3) (local.get $b))
                    (i8x16.eq (v128.or (v128.load offset=48 (local.get $back)) (local.get $case)) (local.get $a)))))
              (local.set $pair (i32.add (local.get $pair) (i32.const 48)))
              (br_if $nextPair (i32.lt_u (local.get $pair) (local.get $pairs)))))
          (else
            (local.set $part (i32.const 0))
            (loop $nextPart
              (local.set $block (v128.load (i32.add (local.get $at) (local.get $part))))
              (local.set $low (v128.and (local.get $block) (local.get $half)))
              (local.set $high (v128.and (i16x8.shr_u (local.get $block) (i32.const 4)) (local.get $half)))
              (local.set $first
                (v128.and
                  (i8x16.swizzle (v128.load (i32.const 32)) (local.get $low))
                  (i8x16.swizzle (v128.load (i32.const 48)) (local.get $high))))
              (local.set $second
                (v128.and
                  (i8x16.swizzle (v128.load (i32.const 64)) (local.get $low))
                  (i8x16.swizzle (v128.load (i32.const 80)) (local.get $high))))
              ;; What was found one and two bytes before, beside what is found here: windows are known by their last byte.
              (local.set $buckets
                (v128.and
                  (v128.and
                    (i8x16.shuffle 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 (local.get $first0) (local.get $first))
                    (i8x16.shuffle 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 (local.get $second0) (local.get $second)))
                  (v128.and
                    (i8x16.swizzle (v128.load (i32.const 96)) (local.get $low))
                    (i8x16.swizzle (v128.load (i32.const 112)) (local.get $high)))))
              (local.set $first0 (local.get $first))
              (local.set $second0 (local.get $second))
              (v128.store offset=320 (local.get $part) (local.get $buckets))
              (local.set $hit0 (v128.or (local.get $hit0) (local.get $buckets)))
              (local.set $part (i32.add (local.get $part) (i32.const 16)))
              (br_if $nextPart (i32.lt_u (local.get $part) (i32.const 64))))
            (if (v128.any_true (local.get $hit0))
              (then
                (local.set $hit0 (i8x16.ne (v128.load offset=320 (i32.const 0)) (local.get $zero)))
                (local.set $hit1 (i8x16.ne (v128.load offset=336 (i32.const 0)) (local.get $zero)))
                (local.set $hit2 (i8x16.ne (v128.load offset=352 (i32.const 0)) (local.get $zero)))
                (local.set $hit3 (i8x16.ne (v128.load offset=368 (i32.const 0)) (local.get $zero)))))))
        (local.set $text0 (i8x16.eq (v128.load (local.get $at)) (local.get $feed)))
        (local.set $text1 (i8x16.eq (v128.load offset=16 (local.get $at)) (local.get $feed)))
        (local.set $text2 (i8x16.eq (v128.load offset=32 (local.get $at)) (local.get $feed)))
        (local.set $text3 (i8x16.eq (v128.load offset=48 (local.get $at)) (local.get $feed)))
        (if (v128.any_true
              (v128.or
                (v128.or (v128.or (local.get $text0) (local.get $text1)) (v128.or (local.get $text2) (local.get $text3)))
                (v128.or (v128.or (local.get $hit0) (local.get $hit1)) (v128.or (local.get $hit2) (local.get $hit3)))))
          (then
            (local.set $feeds (call $bits (local.get $text0) (local.get $text1) (local.get $text2) (local.get $text3)))
            (local.set $hits (call $bits (local.get $hit0) (local.get $hit1) (local.get $hit2) (local.get $hit3)))
            ;; Bytes behind the end count for nothing.
            (local.set $inside (i64.extend_i32_u (i32.sub (local.get $to) (local.get $at))))
            (if (i64.lt_u (local.get $inside) (i64.const 64))
              (then
                (local.set $inside (i64.sub (i64.shl (i64.const 1) (local.get $inside)) (i64.const 1)))
                (local.set $feeds (i64.and (local.get $feeds) (local.get $inside)))
                (local.set $hits (i64.and (local.get $hits) (local.get $inside)))))
            (local.set $confirmed (i64.const 0))
            (block $noHit
              (loop $nextHit
                (br_if $noHit (i64.eqz (local.get $hits)))
                (local.set $bit (i64.ctz (local.get $hits)))
                (local.set $place (i32.wrap_i64 (local.get $bit)))
                (if (call $found (i32.add (local.get $at) (local.get $place)) (i32.load8_u offset=320 (local.get $place)))
                  (then
                    (local.set $confirmed
                      (i64.or (local.get $confirmed) (i64.shl (i64.const 1) (local.get $bit))))))
                (local.set $hits (i64.and (local.get $hits) (i64.sub (local.get $hits) (i64.const 1))))
                (br $nextHit)))
            (block $noFeed
              (loop $nextFeed
                (br_if $noFeed (i64.eqz (local.get $feeds)))
                (local.set $bit (i64.ctz (local.get $feeds)))
                (local.set $end (i32.add (local.get $at) (i32.wrap_i64 (local.get $bit))))
                (local.set $feeds (i64.and (local.get $feeds) (i64.sub (local.get $feeds) (i64.const 1))))
                (local.set $wanted
                  (i32.or
                    (local.get $wanted)
                    (i64.ne
                      (i64.and (local.get $confirmed) (i64.sub (i64.shl (i64.const 1) (local.get $bit)) (i64.const 1)))
                      (i64.const 0))))
                (local.set $confirmed
                  (i64.and (local.get $confirmed) (i64.shl (i64.const -2) (local.get $bit))))
                (if (i32.or
                      (i32.or
                        (local.get $wanted)
                        (i32.gt_u (i32.sub (local.get $end) (local.get $start)) (local.get $longest)))
                      (i32.eqz (call $hasForm (local.get $start) (local.get $end) (local.get $text))))
                  (then
                    (i32.store (local.get $out) (local.get $start))
                    (i32.store offset=4 (local.get $out) (local.get $end))
                    (i32.store offset=8 (local.get $out) (local.get $lines))
                    (local.set $out (i32.add (local.get $out) (i32.const 12)))
                    (local.set $count (i32.add (local.get $count) (i32.const 1)))))
                (local.set $wanted (i32.const 0))
                (local.set $lines (i32.add (local.get $lines) (i32.const 1)))
                (local.set $start (i32.add (local.get $end) (i32.const 1)))
                (br_if $done (i32.ge_u (local.get $count) (local.get $most)))
                (br $nextFeed)))
            (local.set $wanted (i32.or (local.get $wanted) (i64.ne (local.get $confirmed) (i64.const 0))))))
        (local.set $at (i32.add (local.get $at) (i32.const 64)))
        (br $nextBlock)))
    (i32.store (i32.const 0) (local.get $lines))
    (i32.store (i32.const 4) (local.get $start))
    (local.get $count)))
