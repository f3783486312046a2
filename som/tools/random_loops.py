"""Statements that run long enough for the JIT compiler to compile them: rules of the kind `hot`, as in `random_rules`.

Each loop meets something that its first turns did not show: another type, an overflow, another class, an early end.
"""

HOT = [
    # loops of every kind around anything
    "1 to: {turns} do: [:n | i := self clip: {int}. n = {middle} ifTrue: [ {quiet} ] ]. ",
    "{turns} downTo: 1 do: [:n | u := u + {dbl}. {quiet} ]. ",
    "n := 0. [ n < {turns} ] whileTrue: [ n := n + 1. {quiet} ]. ",
    "n := {turns}. [ n <= 0 ] whileFalse: [ n := n - 3. {quiet} n < {middle} ifTrue: [ {quiet} ] ]. ",
    "n := 0. {turns} timesRepeat: [ n := n + 1. {quiet} ]. ",
    "0.5 to: {turns} do: [:v | u := u + v. {quiet} ]. ",
    "1 to: 1200.5 do: [:n | j := self clip: j + {int} ]. ",
    "1 to: {turns} by: 3 do: [:n | x := {any} ]. ",
    "1 to: 40 do: [:j | 1 to: 40 do: [:k | i := self clip: i + (j * k) - {int} ] ]. ",
    "9223372036854775200 to: 9223372036854776500 do: [:n | i := self clip: i + (n - {int}) ]. ",
    "-9223372036854775200 downTo: -9223372036854776500 do: [:n | i := self clip: i + (n / 3) ]. ",
    "4611686018427387000 to: 4611686018427388800 by: 2 do: [:n | i := self clip: i - n. x := n ]. ",
    # numbers that leave their representation
    "i := 1. 1 to: {turns} do: [:n | i := i + i + n. i > {border} ifTrue: [ i := n ] ]. ",
    "i := 3. 1 to: {turns} do: [:n | i := self clip: i * {nonzero}. j := i - {border} ]. ",
    "x := 0. 1 to: {turns} do: [:n | x := x + (n = {middle} ifTrue: [ {dbl} ] ifFalse: [ n ]) ]. ",
    "x := {border}. 1 to: {turns} do: [:n | x := x + (n = {middle} ifTrue: [ {border} ] ifFalse: [ 1 ]) ]. ",
    "u := 1.0. 1 to: {turns} do: [:n | u := u * 1.5 // 1.25 + n. n = {middle} ifTrue: [ u := {dbl} ] ]. ",
    "1 to: {turns} do: [:n | x := (n bitXor: j) & 255. y := n << {shift}. k := (y % 1000) + (x rem: 7) ]. ",
    # fields, objects, classes
    "fa := 0. 1 to: {turns} do: [:n | fa := fa + n. n = {middle} ifTrue: [ fb := fa. fa := {dbl} ]. fc := fa ]. ",
    "o := FuzzChild new. 1 to: {turns} do: [:n | o fa: (n = {middle} ifTrue: [ {any} ] ifFalse: [ n ]). x := o fa ]. ",
    "1 to: {turns} do: [:n | o := FuzzChild new. o fb: n. n = {middle} ifTrue: [ o fb: {any} ]. x := o fb ]. ",
    "a := Array with: w with: FuzzBase new with: o. 1 to: {turns} do: [:n | i := i + ((a at: n % 3 + 1) tag: n) ]. ",
    "1 to: {turns} do: [:n | x := o one: n. n = {middle} ifTrue: [ o := {obj} ] ]. ",
    "o := FuzzOther new. 1 to: {turns} do: [:n | i := i + (o tag: n). n = {middle} ifTrue: [ self swap ] ]. ",
    "1 to: {turns} do: [:n | x := o missing: n with: i. y := w perform: #tag: withArguments: (Array with: n) ]. ",
    "o := nil. 1 to: {turns} do: [:n | o := FuzzBase new linked: o. n % 100 = 0 ifTrue: [ o := nil ] ]. ",
    "1 to: {turns} do: [:n | system global: #FuzzGlobal put: n. x := FuzzGlobal. n = {middle} ifTrue: [ {quiet} ] ]. ",
    "1 to: {turns} do: [:n | FuzzBase shared: n. x := FuzzBase shared. y := FuzzChild shared ]. ",
    # blocks that return from afar
    "1 to: {turns} do: [:n | x := self upTo: 30 find: [:i | i * i > n ] ]. ",
    "1 to: {turns} do: [:n | x := (self escaping: n) value ]. ",
    "f := [ i := i + 1 ]. 1 to: {turns} do: [:n | f value. n = {middle} ifTrue: [ f := [ i := i - 2 ] ] ]. ",
    "a := Array new: 20. 1 to: {turns} do: [:n | a at: n % 20 + 1 put: [ n + i ] ]. x := (a at: 3) value. ",
    "1 to: {turns} do: [:n | x := self detect: [:y | y = n or: [ {bool} ] ] in: a ]. ",
    "1 to: {turns} do: [:n | n = {middle} ifTrue: [ ^ self show: n ]. {quiet} ]. ",
    "1 to: {turns} do: [:n | x := (n % 2 = 0 and: [ {bool} ]) ifTrue: [ n ] ifFalse: [ {any} ] ]. ",
    # arrays and collections
    "a := Array new: 20. 1 to: {turns} do: [:n | a at: n % 20 + 1 put: n. n = {middle} ifTrue: [ a at: 7 put: x ] ]. ",
    "a := Array new: 9 withAll: 0.5. 1 to: {turns} do: [:n | a at: n % 9 + 1 put: (a at: 1) + n ]. b := a copy. ",
    "n := 0. a := Array new: {turns} withAll: [ n := n + 1 ]. x := a inject: 0 into: [:j :k | j + k ]. a := #(). ",
    "a := Array new: 1500 withAll: 3. a doIndexes: [:i | a at: i put: i * 2 ]. x := a sum. a := a copyFrom: 1 to: 3. ",
    "y := Vector new. 1 to: {turns} do: [:n | y append: n. n % 3 = 0 ifTrue: [ x := y removeFirst ] ]. y := 0. ",
    "y := Dictionary new. 1 to: 60 do: [:n | y at: n % 40 put: {any} ]. x := y values asArray. ",
    "y := Hashtable new. 1 to: 300 do: [:n | y at: n % 70 put: n ]. x := (y get: 13). ",
    "y := Set new. 1 to: 120 do: [:n | y add: n % 30 ]. x := y size. ",
    # text
    "s := ''. 1 to: 200 do: [:n | s := s + n asString + '\u2764' ]. x := s hashcode. i := s length. ",
    "1 to: {turns} do: [:n | x := s + n. y := s indexOf: {str}. z := s beginsWith: {str} ]. ",
    "1 to: {turns} do: [:n | m := ('k' + (n % 7)) asSymbol. p := m == #k3. t := m asString ]. ",
    "s := 'gr\u00fc\u00dfe'. x := 0. 1 to: {turns} do: [:n | x := x + (s charAt: n % 5 + 1) hashcode ]. ",
    # recursion
    "i := self fib: 13. ",
    "i := self down: 1500 adding: {border}. ",
    "x := self even: {turns}. ",
    "x := self nest: 300 doing: [ {any} ]. ",
    # what ends the program, in code that is compiled by then
    "b := Array new: {turns}. 1 to: 1250 do: [:n | b at: n put: n. {quiet} ]. ",
    "1 to: {turns} do: [:n | i := 100 / ({middle} - n). {quiet} ]. ",
    "1 to: {turns} do: [:n | n = {middle} ifTrue: [ nil foo: n ]. {quiet} ]. ",
    "1 to: {turns} do: [:n | x := n + (n = {middle} ifTrue: [ {any} ] ifFalse: [ 1 ]) ]. ",
    "1 to: {turns} do: [:n | (n = {middle} ifTrue: [ {any} ] ifFalse: [ true ]) ifTrue: [ i := n ] ]. ",
    "1 to: {turns} do: [:n | x := s length. n = {middle} ifTrue: [ s := {oops} ] ]. ",
]
